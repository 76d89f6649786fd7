"""Work that nobody waits for lets those who wait go first, and still comes to an end."""

from __future__ import annotations

from collections.abc import Callable

from recollect.services.foreground import MOST_S, QUIET_S, Foreground


class Watch:
    """A clock that only goes on while somebody rests, and what happens at each rest."""

    def __init__(self, happens: Callable[[int], None] = lambda _: None) -> None:
        self.now = 100.0
        self.rests = 0
        self.happens = happens

    def rest(self, seconds: float) -> None:
        self.now += seconds
        self.rests += 1
        self.happens(self.rests)

    def foreground(self) -> Foreground:
        return Foreground(lambda: self.now, self.rest)


def test_nothing_rests_where_nobody_waits() -> None:
    watch = Watch()
    watch.foreground().let_pass()
    assert watch.rests == 0


def test_it_rests_until_the_last_has_an_answer_and_a_moment_longer() -> None:
    watch = Watch()
    foreground = watch.foreground()
    foreground.arrive()
    foreground.arrive()
    answered = [4, 9]
    watch.happens = lambda rests: foreground.leave() if rests in answered else None
    foreground.let_pass()
    assert foreground.waiting == 0
    assert watch.rests > answered[-1]
    assert QUIET_S <= watch.now - 100 < MOST_S


def test_it_goes_on_after_a_while_though_somebody_waits() -> None:
    watch = Watch()
    foreground = watch.foreground()
    foreground.arrive()
    foreground.let_pass()
    assert MOST_S <= watch.now - 100 < 2 * MOST_S
