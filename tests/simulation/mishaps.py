"""What the line, the power, the clocks, the administrator and a copied disk do to all this."""

import datetime as dt
from collections.abc import Callable

from tests.simulation import invariants
from tests.simulation.deeds import DEEDS, Idle, deed, one_of
from tests.simulation.line import Fault
from tests.simulation.parties import Counter
from tests.simulation.power import PowerCut, picture
from tests.simulation.twins import sort_out
from tests.simulation.world import World

_ORDINARY = ("hand_out", "take_back", "amend", "take_in", "submit_request", "undo")


def synced(
    world: World,
    it: Counter,
    faults: dict[int, Fault] | None = None,
    power_lasts: int | None = None,
    city_lasts: int | None = None,
) -> bool:
    """One cycle, and what must hold of the counter whatever became of it. Whether it ended well, or met a fault."""
    met = sum(it.wire.met.values())
    report = it.sync(faults, power_lasts, city_lasts)
    if report is not None:
        assert not report.repaired or it.city_was < world.put_backs, f"{it.label}: {report.repaired} rows had differed"
        it.city_was = world.put_backs
    invariants.no_row_missing(world, it)
    if it.forked:
        sort_out(world, it)
    elif it.unknown:
        it.enrol()
    return report is not None if not faults else sum(it.wire.met.values()) > met


@deed
def sync(world: World, it: Counter, a: int, b: int) -> None:
    if not synced(world, it):
        raise Idle


def _bad_line(fault: Fault) -> Callable[[World, Counter, int, int], None]:
    def sync_over_it(world: World, it: Counter, a: int, b: int) -> None:
        if b % 2:
            it.line.close()  # so that the opening of a session is among the requests
        if not synced(world, it, {a % 4: fault}):
            raise Idle

    return sync_over_it


for _fault in Fault:
    DEEDS[f"sync_{_fault.name.lower()}"] = _bad_line(_fault)


@deed
def redeliver(world: World, it: Counter, a: int, b: int) -> None:
    """A request that got stuck on the way arrives after later ones."""
    if not it.wire.redeliver():
        raise Idle


@deed
def power_cut_at_the_desk(world: World, it: Counter, a: int, b: int) -> None:
    """At any statement of a deed; between commit and journal; amid a frame."""
    it.power_lasts = a % 40
    try:
        DEEDS[_ORDINARY[b % len(_ORDINARY)]](world, it, a // 40, b // 6)
    except PowerCut:
        return
    finally:
        it.power_lasts = None
    raise Idle


@deed
def power_cut_while_syncing(world: World, it: Counter, a: int, b: int) -> None:
    if b % 2:
        it.line.close()
    deaths = it.deaths
    synced(world, it, power_lasts=a % 120)
    if it.deaths == deaths:
        raise Idle


@deed
def power_cut_at_the_city(world: World, it: Counter, a: int, b: int) -> None:
    if b % 2:
        it.line.close()
    deaths = world.city.deaths
    synced(world, it, city_lasts=a % 60)
    if world.city.deaths == deaths:
        raise Idle


@deed
def copy_the_city(world: World, it: Counter, a: int, b: int) -> None:
    world.copies.append((world.city.copy(), len(world.city.rows("SELECT 1 FROM received_operation"))))


@deed
def put_the_city_back(world: World, it: Counter, a: int, b: int) -> None:
    """From an older copy; counters come back when they please, and the feed grows anew."""
    files, received = one_of(world.copies, a)
    if received == len(world.city.rows("SELECT 1 FROM received_operation")):
        raise Idle
    world.city.put_back(files)
    world.put_backs += 1
    suspended = {str(id) for (id,) in world.city.rows("SELECT id FROM device WHERE suspended = 1")}
    world.doubted = suspended | world.cleared


@deed
def copy_the_pc(world: World, it: Counter, a: int, b: int) -> None:
    """A disk image is put on a second PC, and both go on."""
    if it.label in world.twins or it.forked or len(world.twins) > 1:
        raise Idle
    twin = world.counter(f"{it.label}{it.label[-1]} twin", it.site)
    twin.put_back(picture(it.folder))
    twin.log, twin.changes, twin.fault, twin.city_was = list(it.log), list(it.changes), it.fault, it.city_was
    world.twins[it.label] = twin


@deed
def at_the_copy(world: World, it: Counter, a: int, b: int) -> None:
    """The copied PC does something, or syncs."""
    if it.label not in world.twins:
        raise Idle
    twin = world.twins[it.label]
    if b % 3 == 0:
        synced(world, twin)
    else:
        DEEDS[_ORDINARY[b % len(_ORDINARY)]](world, twin, a, b)


@deed
def clock_jumps(world: World, it: Counter, a: int, b: int) -> None:
    years = (-10, 10, 0, 0, -1)[a % 5]
    it.fault = dt.timedelta(days=365 * years, minutes=b % 60 - 30)


@deed
def time_passes(world: World, it: Counter, a: int, b: int) -> None:
    """Tokens run out after twelve hours."""
    world.time.pass_by(hours=1 + a % 30)
