"""A device is suspended when its disk was copied, and for nothing else that may happen to it or to the city."""

import pytest

from app.persistence import city_devices
from app.persistence.city_tables import device as devices
from app.persistence.city_tables import session_token
from app.services.city import Fork
from tests.fakes.sync_world import CityWorld, MakeDesk


def test_a_request_that_arrives_twice_is_no_clone(city: CityWorld, desk: MakeDesk) -> None:
    """The line delivers the opening of a session twice; the counter hears one of the answers."""
    county = desk()
    county.sync()
    mark = county.replica.session()
    for heard in (0, 1):
        answers = [city.books.open_session(county.device, mark, None) for _ in range(2)]
        assert city.books.bearer(answers[heard].token) is not None
        mark = answers[heard].session
    county.replica.keep_session(mark)
    county.line.close()
    county.sync()


def test_an_old_request_that_arrives_late_confirms_nothing(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    first = city.books.open_session(county.device, "", None)
    assert city.books.bearer(first.token) is not None
    second = city.books.open_session(county.device, first.session, None)
    assert city.books.bearer(first.token) is not None
    assert city.books.bearer(second.token) is not None
    city.books.open_session(county.device, second.session, None)


def test_a_city_that_was_put_back_does_not_take_the_true_device_for_a_clone(city: CityWorld, desk: MakeDesk) -> None:
    """Nothing but sessions had happened since the copy, so that the counter's cursor tells the city nothing."""
    county = desk()
    county.sync()
    with city.engine.begin() as connection:
        kept = dict(connection.execute(devices.select()).mappings().one())
    for _ in range(2):
        county.line.close()
        county.sync()
    with city.books._write() as connection:
        connection.execute(devices.update().values(kept))
    county.line.close()
    county.sync()


def test_a_city_put_back_to_between_two_answers_knows_the_true_device(city: CityWorld, desk: MakeDesk) -> None:
    """The first answer was lost, the copy was made, and the same request again was answered with another mark."""
    county = desk()
    county.sync()
    city.books.open_session(county.device, county.replica.session(), None)
    with city.engine.begin() as connection:
        kept = dict(connection.execute(devices.select()).mappings().one())
    county.line.close()
    county.sync()
    with city.books._write() as connection:
        connection.execute(devices.update().values(kept))
        connection.execute(session_token.delete())
    county.line.close()
    county.sync()


def test_of_two_that_opened_side_by_side_the_one_in_use_is_true(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    mark = county.replica.session()
    ours, clone = (city.books.open_session(county.device, mark, None) for _ in range(2))
    assert city.books.bearer(ours.token) is not None
    assert city.books.bearer(clone.token) is None
    with pytest.raises(Fork):
        city.books.open_session(county.device, clone.session, None)
    assert city.books.device(county.device).suspended  # type: ignore[union-attr]


def test_marks_of_an_earlier_version_still_count(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    with city.books._write() as connection:
        connection.execute(devices.update().values(session="Zm9vYmFy", session_before=None))
    with city.books._write() as connection:
        assert city_devices.shows_last_mark(connection, county.device, "Zm9vYmFy")
        assert not city_devices.shows_last_mark(connection, county.device, "something-else")
