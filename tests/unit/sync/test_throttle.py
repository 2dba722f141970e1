from sync.server.throttle import Buckets, Throttle


def test_so_many_in_so_much_time() -> None:
    now = [0.0]
    throttle = Throttle(2, 60.0, lambda: now[0])
    assert [throttle.admit(), throttle.admit(), throttle.admit()] == [0, 0, 60]
    now[0] = 59.5
    assert throttle.admit() == 0.5, "so long to wait"
    now[0] = 60.0
    assert throttle.admit() == 0


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(2.0, 3.0, lambda: now[0])
    assert [buckets.admit("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.admit("b") == 0, "another key has a bucket of its own"
    now[0] = 0.5
    assert [buckets.admit("a"), buckets.admit("a")] == [0, 0.5]
    now[0] = 60.0
    assert [buckets.admit("a") for _ in range(4)] == [0, 0, 0, 0.5], "never more than the burst"


def test_no_rate_admits_everything() -> None:
    buckets = Buckets(0.0, 0.0)
    assert {buckets.admit("a") for _ in range(1000)} == {0}
