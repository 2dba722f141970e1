from sync.server.throttle import Throttle


def test_so_many_in_so_much_time() -> None:
    now = [0.0]
    throttle = Throttle(2, 60.0, lambda: now[0])
    assert [throttle.admit(), throttle.admit(), throttle.admit()] == [True, True, False]
    now[0] = 59.9
    assert not throttle.admit()
    now[0] = 60.0
    assert throttle.admit()
