import socket

import pytest

OUTSIDE = "192.0.2.1"  # reserved for documentation (RFC 5737): nobody answers there


def test_connecting_outside_is_refused() -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match="loopback addresses only"):
        outside.connect((OUTSIDE, 80))


def test_sending_outside_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outside, pytest.raises(RuntimeError, match="loopback addresses only"):
        outside.sendto(b"", (OUTSIDE, 9))


def test_looking_up_a_name_outside_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"recollect\.invalid"):
        socket.getaddrinfo("recollect.invalid", 80)


def test_connecting_to_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
