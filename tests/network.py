"""Keeps tests on this machine: whatever Python would send elsewhere is refused before it is sent."""

import ipaddress
import sys

_SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKS_UP = "socket.getaddrinfo"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_outside(event: str, args: tuple[object, ...]) -> None:
    if event in _SENDS:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # anything else is a socket file, or connected before
    elif event == _LOOKS_UP:
        host = args[0].decode() if isinstance(args[0], bytes) else args[0]
    else:
        return
    if isinstance(host, str) and host and not _is_loopback(host):
        raise RuntimeError(f"a test may reach loopback addresses only, not {host!r} ({event})")


def refuse_outside_connections() -> None:
    """From here on, for the life of this process, reaching anything but loopback raises RuntimeError.

    Programs that a test starts are not watched.
    """
    sys.addaudithook(_refuse_outside)
