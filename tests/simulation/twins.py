"""What people do when the city has suspended a device: find the true PC, and give the other one a name of its own."""

from app.domain.ids import new_id
from tests.simulation.parties import Counter
from tests.simulation.world import World, empty_database

_MOST_NEWCOMERS = 2


def sort_out(world: World, it: Counter) -> None:
    """The PC whose history the city has goes on with a fresh code; the other one is set up anew, as a new device.

    What only the other one had done is not the city's to know.
    """
    label = next((label for label, twin in world.twins.items() if it is twin or it.label == label), None)
    if label is None and it.device in world.doubted:  # a person says once more that it is the true one
        world.doubted.discard(it.device)
        it.enrol()
        return
    assert label is not None, f"{it.label} was suspended although nobody copied it"
    original = next(one for one in world.counters if one.label == label)
    twin = world.twins.pop(label)
    for one in (original, twin):
        one.read_log()
    ((dseq, hash),) = world.city.rows("SELECT dseq, hash FROM device WHERE id = ?", it.device)
    true = [one for one in (original, twin) if dseq == 0 or any(record.hash == hash for record in one.log)]
    assert true, f"the city has a history of {label} that neither PC has"
    keeper, other = (original, twin) if true[0] is original else (twin, original)
    world.counters[world.counters.index(original)] = keeper
    other.close()
    world.took["a copy was found"] += 1
    keeper.enrol()
    world.cleared.add(keeper.device)
    if world.newcomers < _MOST_NEWCOMERS:
        world.newcomers += 1
        fresh = world.counter(f"new {world.newcomers}", it.site)
        fresh.set_up(new_id(), {"counter.db": empty_database()})
        fresh.enrol()
        world.counters.append(fresh)
