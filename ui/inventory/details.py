"""What the panel on the right says of one asset."""

from collections.abc import Callable, Mapping, Sequence

from app.domain.classification import Classification, parse_code
from app.domain.money import format_yuan
from app.services.authority import Here
from app.services.operations import CHINA
from app.services.queries import AssetDetail, AssetRow
from ui.authority import AuthorityBadge, of_asset
from ui.conflicts.story import kind_look, versus
from ui.i18n import tr
from ui.inventory.columns import condition_words
from ui.inventory.history import happenings
from ui.moments import say_date
from ui.widgets import Button, DetailPanel, write

Pairs = list[tuple[str, str]]


class AssetPanel(DetailPanel):
    """One asset: where it is and whose, what it is, its loan, its car, its history."""

    def __init__(self, here: Callable[[], Here]) -> None:
        super().__init__(tr("Details of the asset"))
        self.warehouses: Mapping[str, str] = {}
        self.sites: Mapping[str, str] = {}
        self.classification: Classification | None = None
        self._here = here

    def show_asset(self, detail: AssetDetail, buttons: Sequence[Button]) -> None:
        asset = detail.row
        self.show_details(
            asset.name,
            write(asset.tag_number, "code"),
            status=asset.status.value,
            badges=[AuthorityBadge(of_asset(asset, self._here()))],
            sections=[
                (tr("To decide"), [(kind_look(case)[0], versus(case)) for case in detail.cases]),
                ("", self._where(detail)),
                (tr("On loan"), _loan(detail)),
                (tr("Vehicle"), _vehicle(detail)),
                (tr("What it is"), self._what(asset)),
                (tr("On the card"), _card(asset)),
                (tr("RFID tag"), _tag(asset)),
            ],
            buttons=buttons,
            history=happenings(detail.history, self.warehouses, self.sites),
            history_title=tr("History"),
        )

    def _where(self, detail: AssetDetail) -> Pairs:
        asset = detail.row
        return [
            (tr("Warehouse"), asset.warehouse),
            (tr("Place"), asset.place),
            (tr("Organization"), asset.organization),
            (tr("Reserved for"), detail.reserved_for),
            (tr("Condition"), condition_words(asset.condition)),
        ]

    def _what(self, asset: AssetRow) -> Pairs:
        return [
            (tr("Model, specification"), asset.model),
            (tr("Brand"), asset.brand),
            (tr("Serial number"), asset.serial),
            (tr("RAIN tag (EPC)"), asset.epc),
            (tr("Chip (TID)"), asset.tid),
            (tr("Unit"), asset.unit),
            (tr("Category"), self._category(asset.category_code)),
            (tr("Value, yuan"), format_yuan(asset.value_fen)),
            (tr("Depreciation, yuan"), format_yuan(asset.depreciation_fen) if asset.depreciation_fen else ""),
            (tr("Acquired on"), say_date(asset.acquired_on) if asset.acquired_on else ""),
        ]

    def _category(self, code: str) -> str:
        if not code or self.classification is None:
            return code
        edition, code = parse_code(code)
        known = self.classification.get(edition, code)
        edition_words = tr("{code} (edition of {year})").format(code=code, year=edition)
        return f"{known.name}\n{edition_words}" if known else edition_words


def _card(asset: AssetRow) -> Pairs:
    return [
        (tr("Card number"), asset.card_number),
        (tr("Department"), asset.department),
        (tr("Keeper"), asset.keeper),
        (tr("Remark"), asset.remark),
    ]


def _tag(asset: AssetRow) -> Pairs:
    return [("EPC", asset.epc), ("TID", asset.tid)]


def _loan(detail: AssetDetail) -> Pairs:
    loan = detail.loan
    if loan is None:
        return []
    due = say_date(loan.due_on) if loan.due_on else tr("not known")
    return [
        (tr("Borrower"), loan.person or tr("not known")),
        (tr("Borrowing office"), loan.organization),
        (tr("Loan number"), loan.number or tr("opening record")),
        (tr("Handed out on"), say_date(loan.handed_out_at.astimezone(CHINA).date()) if loan.number else ""),
        (tr("Due"), tr("{date} (overdue)").format(date=due) if loan.overdue else due),
        (tr("Still out"), tr("{n} of {all}").format(n=loan.open_pieces, all=loan.pieces)),
    ]


def _vehicle(detail: AssetDetail) -> Pairs:
    car = detail.vehicle
    if car is None:
        return []
    return [
        (tr("Plate"), car.plate),
        (tr("VIN"), car.vin),
        (tr("Odometer"), tr("{km} km").format(km=f"{car.odometer_km:,}")),
        (tr("Inspection until"), say_date(car.inspection_until) if car.inspection_until else ""),
        (tr("Insurance until"), say_date(car.insurance_until) if car.insurance_until else ""),
        (tr("Driver now"), car.driver),
    ]
