"""Garbage collection comes back, whoever ends last and however."""

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from app.uncollected import uncollected


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.enable()


def test_the_last_of_several_turns_it_on_again() -> None:
    first, second = ExitStack(), ExitStack()
    first.enter_context(uncollected())
    second.enter_context(uncollected())
    first.close()
    assert not gc.isenabled()
    with pytest.raises(ZeroDivisionError), second:
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_threads_that_come_and_go_never_leave_it_off() -> None:
    def come_and_go() -> None:
        for _ in range(5000):
            with uncollected():
                pass

    threads = [threading.Thread(target=come_and_go) for _ in range(3)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for it in threads:
            it.start()
        for it in threads:
            it.join()
    finally:
        sys.setswitchinterval(before)
    assert gc.isenabled()
