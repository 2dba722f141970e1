"""What a scan means at the desk: asked off the UI thread, answered as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.errors import DomainError
from app.services.commands.base import Actor
from app.services.commands.loans import Returned, TakeBack
from app.services.desk import lending_refusals, rehearse
from app.services.queries import AssetRow, CaseRow, LoanDetail, PersonRow, RequestRow, ScanHit, ScanKind
from app.services.slip_codes import OtherList, is_slip_code, proven_document
from ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, which of its assets are refused and why, more of the same card that could go along, and open cases."""

    hit: ScanHit
    refusals: dict[str, DomainError] = field(default_factory=dict)
    more: tuple[AssetRow, ...] = ()
    cases: dict[str, CaseRow] = field(default_factory=dict)

    def allowed(self) -> list[AssetRow]:
        return [asset for asset in self.hit.assets if asset.id not in self.refusals]


@dataclass(frozen=True, slots=True)
class Back:
    """A hit at take-back: per asset id the loan it is out on, or why it cannot be taken back.

    `doubt`: what the clerk has to look at before the pieces are taken back all the same.
    """

    hit: ScanHit
    loans: dict[str, LoanDetail] = field(default_factory=dict)
    refusals: dict[str, DomainError] = field(default_factory=dict)
    cases: dict[str, CaseRow] = field(default_factory=dict)
    doubt: DomainError | None = None


@dataclass(frozen=True, slots=True)
class BorrowerRecord:
    """What a borrower has: open loans, with their pieces, and requests that wait or may be handed out."""

    person: PersonRow | None
    loans: tuple[LoanDetail, ...] = ()
    requests: tuple[RequestRow, ...] = ()


def to_lend(work: Workplace, actor: Actor, text: str, organization_id: str, person_id: str) -> Found:
    hit = work.queries.resolve(text)
    more: list[AssetRow] = []
    if hit.kind is ScanKind.ASSET and hit.assets[0].card_number:
        scanned = hit.assets[0]
        more = [
            asset
            for asset in work.queries.resolve(scanned.card_number).assets
            if asset.id != scanned.id
            and (asset.card_number, asset.organization) == (scanned.card_number, scanned.organization)
        ]
    ids = [asset.id for asset in (*hit.assets, *more)]
    refusals = lending_refusals(work.bus, actor, ids, organization_id, person_id)
    return Found(hit, refusals, tuple(asset for asset in more if asset.id not in refusals), cases_by_asset(work, ids))


def to_take_back(work: Workplace, actor: Actor, text: str) -> Back:
    """A loan's slip stands for all that is still out on it, also where the records were mended since it was signed.

    Raises as `proven_code` where its code is false.
    """
    doubt: DomainError | None = None
    if is_slip_code(text):
        try:
            proven_document(work.bus.counter, text)
        except OtherList as other:
            doubt = other
    hit = work.queries.resolve(text)
    if hit.kind is ScanKind.DOCUMENT and hit.document is not None:
        loan = work.queries.loan(hit.document.subject_id)
        if loan is not None:
            out = tuple(piece.asset for piece in loan.pieces if piece.returned_at is None)
            return Back(
                ScanHit(ScanKind.SEVERAL if out else ScanKind.DOCUMENT, hit.document.id, out, document=hit.document),
                {asset.id: loan for asset in out},
                cases=cases_by_asset(work, [asset.id for asset in out]),
                doubt=doubt,
            )
    loans: dict[str, LoanDetail] = {}
    refusals: dict[str, DomainError] = {}
    for asset in hit.assets:
        refusal = rehearse(work.bus, actor, TakeBack((Returned(asset.id),)))
        loan = None if refusal else loan_of(work, asset.id)
        if refusal is not None:
            refusals[asset.id] = refusal
        elif loan is not None:
            loans[asset.id] = loan
    return Back(hit, loans, refusals, cases_by_asset(work, [asset.id for asset in hit.assets]))


def cases_by_asset(work: Workplace, ids: list[str]) -> dict[str, CaseRow]:
    """The most urgent open case of each asset that has one."""
    return {case.asset_id: case for case in reversed(work.queries.cases_of(ids))}


def loan_of(work: Workplace, asset_id: str) -> LoanDetail | None:
    """The open loan that the asset is out on."""
    detail = work.queries.asset(asset_id)
    return work.queries.loan(detail.loan.id) if detail and detail.loan else None


def record_of(work: Workplace, organization_id: str, person_id: str) -> BorrowerRecord:
    """What the borrower has out and has asked for."""
    person = next(
        (one for one in work.queries.people(organization_id=organization_id, limit=500) if one.id == person_id), None
    )
    if person is None:
        return BorrowerRecord(None)
    rows = [
        row
        for row in work.queries.loans(text=person.name)
        if (row.person, row.organization) == (person.name, person.organization)
    ]
    loans = tuple(detail for row in rows if (detail := work.queries.loan(row.id)) is not None)
    requests = tuple(request for request in work.queries.requests() if request.person_id == person_id)
    return BorrowerRecord(person, loans, requests)
