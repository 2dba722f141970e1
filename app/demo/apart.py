"""What happens while counters do not see each other, and what comes of it when they do."""

from __future__ import annotations

from datetime import date, timedelta

from app.demo.counters import COUNTY, Counter, Day
from app.domain import ids
from app.domain.asset import Source
from app.domain.case import CaseKind, Decision
from app.domain.organization import WarehouseKind
from app.services.commands.cases import ResolveCase
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.commands.transfers import TransferIn, TransferOut
from app.services.transfers import proven_slip

_LAPTOP = "PF3A91KX"
_FIRST, _SECOND = ("邹城市融媒体中心", "董𬍛"), ("邹城市审计局", "冯𫖯")


def lend_twice(day: Day) -> None:
    """Two PCs that do not see each other lend one laptop; the second lends a chair that the first will promise."""
    numbers = [
        _lend(day, counter, _LAPTOP, *borrower) for counter, borrower in ((day.county, _FIRST), (day.second, _SECOND))
    ]
    chair = day.second.services.queries.find_assets("会议椅 东库B区", 1)[0]
    number = _lend(day, day.second, chair.tag_number, "邹城市老干部局", "秦玉兰")
    day.tell("one laptop, two counters, offline", numbers=numbers)
    day.tell("a chair from the second counter, offline", number=number)


def _lend(day: Day, counter: Counter, text: str, office: str, borrower: str) -> str:
    (piece,) = counter.services.queries.resolve(text).assets
    organization_id = ids.organization_id(office)
    changes = counter.services.bus.execute(
        RegisterOrganization(office),
        RegisterPerson(organization_id, borrower),
        HandOut(
            organization_id,
            ids.person_id(organization_id, borrower),
            (piece.id,),
            date.today() + timedelta(days=30),  # noqa: DTZ011 - the counter's own calendar
            approval_reference="口头批准，补办批件",
            reason="临时办公",
        ),
        actor=counter.manager,
    )
    return changes.documents[-1]


def send_to_county(day: Day) -> list[str]:
    """The city sends emergency lamps to the county; returns what the signed codes on the slip say."""
    city = day.city
    office = "济宁市应急管理局"
    lamps = IntakeItem("移动照明灯组", 4, 2022, "A02062099", "SFW6110B", "海洋王", unit="台", value_fen=1_860_000)
    changes = city.services.bus.execute(
        RegisterOrganization(office),
        TakeIn(ids.organization_id(office), Source.IDLE, city.warehouse(WarehouseKind.GENERAL), (lamps,), "韩东"),
        actor=city.clerk,
    )
    pieces = tuple(sorted(changes.of("asset")))
    changes = city.services.bus.execute(TransferOut(pieces, COUNTY, "支援邹城防汛"), actor=city.clerk)
    (number,) = changes.documents
    day.slip(city, number, "transfer-slip.pdf")
    day.tell("transfer sent, offline", number=number, pieces=len(pieces))
    return city.services.slip_proofs(number)


def receive_by_slip(day: Day, codes: list[str]) -> None:
    """No line has told the county of the transfer: the codes that come with the lamps do. One lamp is not there."""
    county = day.county
    proofs = [proven_slip(county.services.database, code) for code in codes]
    *here, missing = (piece.asset_id for proof in proofs for piece in proof.pieces)
    changes = county.services.bus.execute(
        TransferIn(
            proofs[0].transfer_id,
            tuple(here),
            county.warehouse(WarehouseKind.EMERGENCY),
            "\n".join(codes),
            missing=(missing,),
        ),
        actor=county.clerk,
    )
    (number,) = changes.documents
    day.slip(county, number, "transfer-receipt.pdf")
    day.tell("transfer received by its slip, offline", number=number, of=proofs[0].number, pieces=len(here), missing=1)


def photo_at_the_city(day: Day) -> None:
    """The photo of the paper approval went up behind the operations: the site's other PC has it from the city."""
    (photo,) = (
        it for loan in day.second.services.queries.loans() for it in day.second.services.queries.attachments(loan.id)
    )
    day.tell("photo from the city", name=photo.name, sha256=photo.sha256, fetched=day.second.fetch(photo))


def decide(day: Day) -> None:
    """The manager settles who has the laptop; who was promised the chair stays open until somebody has asked."""
    county = day.county
    cases = county.services.queries.cases()
    day.tell("cases", kinds=[row.kind.value for row in cases])
    (twice,) = (row for row in cases if row.kind is CaseKind.DOUBLE_HANDOUT)
    changes = county.services.bus.execute(
        ResolveCase(twice.id, Decision.KEEP_FIRST, "已向两边打电话核实：2号柜台扫错了标签"), actor=county.manager
    )
    (number,) = changes.documents
    day.slip(county, number, "correction-slip.pdf")
    day.sync()
    day.tell("case decided", kind=twice.kind.value, decision=Decision.KEEP_FIRST.value, number=number)
