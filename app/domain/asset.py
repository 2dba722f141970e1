"""Assets: one physical piece with one tag, and the only code that changes its status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.errors import Refused


class Status(StrEnum):
    AVAILABLE = "available"  # 在库
    RESERVED = "reserved"  # 预留
    IN_TRANSIT = "in_transit"  # 在途
    LENT = "lent"  # 借出
    RENTED = "rented"  # 租出
    ALLOCATED = "allocated"  # 已调剂
    REPAIR = "repair"  # 维修
    MISSING = "missing"  # 盘亏
    TO_DISPOSE = "to_dispose"  # 待处置
    DISPOSED = "disposed"  # 已处置


STATUS_ZH: dict[Status, str] = {
    Status.AVAILABLE: "在库",
    Status.RESERVED: "预留",
    Status.IN_TRANSIT: "在途",
    Status.LENT: "借出",
    Status.RENTED: "租出",
    Status.ALLOCATED: "已调剂",
    Status.REPAIR: "维修",
    Status.MISSING: "盘亏",
    Status.TO_DISPOSE: "待处置",
    Status.DISPOSED: "已处置",
}


class Condition(StrEnum):
    GOOD = "good"  # 完好
    DAMAGED = "damaged"  # 损坏
    INCOMPLETE = "incomplete"  # 缺件


class Source(StrEnum):
    """How property enters the pool."""

    IDLE = "idle"  # 闲置
    OVER_STANDARD = "over_standard"  # 超标准
    LOW_USE = "low_use"  # 低效
    TEMPORARY_BODY = "temporary_body"  # 临时机构
    LARGE_EVENT = "large_event"  # 大型活动
    CONFISCATED = "confiscated"  # 罚没
    DONATED = "donated"  # 捐赠
    PURCHASED = "purchased"  # 购置
    LEDGER = "ledger"  # taken over from an office's card ledger


@dataclass(slots=True)
class Asset:
    """One piece. Amounts in fen; `site_id` is the site that holds custody, `custody_epoch` counts its changes.

    While it is on its way to another site, `site_id` is still the sender's, and nobody may hand it out.
    """

    id: str
    tag_number: str
    name: str
    organization_id: str
    site_id: str
    warehouse_id: str
    status: Status
    card_number: str = ""
    category_edition: int = 0  # of GB/T 14885, 2010 or 2022; 0: no code
    category_code: str = ""
    model: str = ""
    brand: str = ""
    serial: str = ""
    unit: str = ""
    value_fen: int = 0
    depreciation_fen: int = 0
    acquisition: str = ""
    acquired_on: date | None = None
    service_years: int | None = None
    source: Source = Source.LEDGER
    condition: Condition = Condition.GOOD
    place: str = ""
    department: str = ""
    keeper: str = ""
    remark: str = ""
    import_id: str | None = None
    custody_epoch: int = 0
    transit_site_id: str = ""  # where it is on its way to
    epc: str | None = None  # of its RAIN tag: hexadecimal, upper case
    tid: str | None = None
    version: int = 0

    def _leave(self, target: Status, *allowed: Status) -> None:
        if self.status not in allowed:
            raise Refused(
                f"asset.is_{self.status.value}",
                name=self.name,
                tag=self.tag_number,
                status=self.status,
            )
        self.status = target

    def reserve(self) -> None:
        """A pending request names it (a pending request reserves what it names)."""
        self._leave(Status.RESERVED, Status.AVAILABLE)

    def release(self) -> None:
        """The request that reserved it is gone."""
        self._leave(Status.AVAILABLE, Status.RESERVED)

    def hand_out(self, *, reserved_for_borrower: bool) -> None:
        """Goes out on loan. A reserved piece goes only to the one it is reserved for."""
        allowed = (Status.AVAILABLE, Status.RESERVED) if reserved_for_borrower else (Status.AVAILABLE,)
        self._leave(Status.LENT, *allowed)

    def take_back(self, condition: Condition) -> None:
        """Comes back. A damaged or incomplete piece goes to repair, so that nobody is handed it by mistake."""
        back = Status.AVAILABLE if condition is Condition.GOOD else Status.REPAIR
        self._leave(back, Status.LENT)
        self.condition = condition

    def found(self, condition: Condition) -> None:
        """Lies on the counter, and was in stock by the books all the while."""
        self._leave(Status.AVAILABLE if condition is Condition.GOOD else Status.REPAIR, Status.AVAILABLE)
        self.condition = condition

    def reopen_loan(self) -> None:
        """A take-back is undone: the piece is with the borrower again. Refused where it went elsewhere since."""
        if self.status not in (Status.AVAILABLE, Status.REPAIR):
            raise Refused("undo.built_upon", name=self.name, tag=self.tag_number)
        self.status, self.condition = Status.LENT, Condition.GOOD

    def repaired(self) -> None:
        self._leave(Status.AVAILABLE, Status.REPAIR)
        self.condition = Condition.GOOD

    def depart(self, to_site_id: str) -> None:
        """Leaves for another site."""
        self._leave(Status.IN_TRANSIT, Status.AVAILABLE)
        self.custody_epoch += 1
        self.transit_site_id = to_site_id

    def has_departed(self, to_site_id: str, epoch: int) -> None:
        """Its slip proves that it left, which was not known here."""
        self.status, self.custody_epoch, self.transit_site_id = Status.IN_TRANSIT, epoch, to_site_id

    def arrive(self, site_id: str, warehouse_id: str) -> None:
        """Has arrived at another site, which holds it from now on."""
        self._leave(Status.AVAILABLE, Status.IN_TRANSIT)
        self.site_id, self.warehouse_id, self.transit_site_id = site_id, warehouse_id, ""

    def call_back(self) -> None:
        """Is with its sender after all. What its slip says is void by the new epoch."""
        self._leave(Status.AVAILABLE, Status.IN_TRANSIT)
        self.custody_epoch += 1
        self.transit_site_id = ""

    def take_over(self, site_id: str, warehouse_id: str) -> None:
        """The city gives it to a site, wherever it is; what is out stays out."""
        if self.status is Status.IN_TRANSIT:
            self.status = Status.AVAILABLE
        self.site_id, self.warehouse_id, self.transit_site_id = site_id, warehouse_id, ""
        self.custody_epoch += 1

    def correct(self, status: Status) -> None:
        """A person has decided where it stands (a case)."""
        self.status = status
        if status is not Status.IN_TRANSIT:
            self.transit_site_id = ""

    def require_in_pool(self) -> None:
        """What was disposed of or allocated is the pool's no more."""
        if self.status in (Status.DISPOSED, Status.ALLOCATED):
            raise Refused(f"asset.is_{self.status.value}", name=self.name, tag=self.tag_number, status=self.status)

    def require_custody(self, site_id: str) -> None:
        """Only the site that holds custody may act on it."""
        if self.site_id != site_id:
            raise Refused("asset.custody_elsewhere", name=self.name, tag=self.tag_number, site=self.site_id)
