"""How pieces read in the scan log: one row each, with the one key that mends a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import words
from app.domain.asset import Condition, Status
from app.domain.errors import DomainError
from app.domain.money import format_yuan
from app.domain.numbering import group_tag_number
from app.services.authority import Here
from app.services.operations import CHINA
from app.services.queries import AssetRow, CaseRow, LoanDetail
from app.words import Words
from ui.authority import look, of_asset, say_knowledge
from ui.conflicts.story import kind_look, versus
from ui.i18n import language, tr
from ui.moments import say_date
from ui.widgets import ScanRow

BORROWER_KEY = "Ctrl+B"
MEND_KEY = "Ctrl+J"
CASE_KEY = "Ctrl+G"


@dataclass(frozen=True, slots=True)
class Mend:
    """What the mending key of a row does: `kind` names it, `about` is what it needs."""

    kind: str
    about: object = None


def mend_of(refusal: DomainError, asset: AssetRow, here: Here) -> tuple[str, str, Mend]:
    """(words, key, action) that mend a refusal; at least the piece can be left out."""
    if _on_the_road(asset, refusal):
        return tr("See the car"), MEND_KEY, Mend("car", asset.plate)
    match refusal.code:
        case "asset.reserved_for_other":
            person, organization = str(refusal.params["person"]), str(refusal.params["organization"])
            text = tr("Lend to {person}").format(person=person)
            return text, BORROWER_KEY, Mend("borrower", (organization, person))
        case "request.not_approved":
            return tr("See the request"), MEND_KEY, Mend("request", refusal.params["number"])
        case "asset.is_lent":
            return tr("Take it back"), MEND_KEY, Mend("take_back", asset.tag_number)
        case "asset.is_repair":
            return tr("It is repaired"), MEND_KEY, Mend("repaired", asset)
        case "return.no_open_loan" if _maybe_lent_elsewhere(asset, here):
            return tr("It came back all the same"), MEND_KEY, Mend("without_loan", asset)
    return tr("Leave it out"), MEND_KEY, Mend("leave")


def _maybe_lent_elsewhere(asset: AssetRow, here: Here) -> bool:
    """Another PC of this site may have lent it, and nothing of that has come here."""
    return here.enrolled and asset.custody == here.site_id and asset.status in (Status.AVAILABLE, Status.RESERVED)


def _on_the_road(asset: AssetRow, refusal: DomainError) -> bool:
    """A car that is out by a dispatch, not by a loan: the desk can neither lend it nor take it back."""
    return (
        bool(asset.plate)
        and asset.status is Status.LENT
        and asset.due_on is None  # a loan has its day
        and refusal.code in ("asset.is_lent", "return.no_open_loan")
    )


def refusal_text(found: Words) -> str:
    """What happened and what to do, for a line that names the item already."""
    stop = "。" if language() == "zh_CN" else ". "
    return f"{found.title}{stop}{found.remedy}"


def taken_row(asset: AssetRow, here: Here) -> ScanRow:
    parts = [part for part in (asset.model, asset.place or asset.warehouse) if part]
    parts.append(tr("{amount} yuan").format(amount=format_yuan(asset.value_fen)))
    parts.append(look(of_asset(asset, here))[0])
    return ScanRow("done", asset.name, " · ".join(parts), group_tag_number(asset.tag_number), word=tr("Goes out"))


def awaited_row(asset: AssetRow, here: Here) -> ScanRow:
    text = tr("Requested; to be found at: {place}").format(place=asset.place or asset.warehouse)
    text += f" · {look(of_asset(asset, here))[0]}"
    return ScanRow("information", asset.name, text, group_tag_number(asset.tag_number), word=tr("To be scanned"))


def refused_row(asset: AssetRow, refusal: DomainError, names: dict[str, str], here: Here) -> ScanRow:
    """What another site holds is refused on what is known of it, so its age is told."""
    remedy, key, mend = mend_of(refusal, asset, here)
    text = refusal_text(words.explain(refusal, language(), names))
    if _on_the_road(asset, refusal):
        text = tr("{plate} is dispatched and not back yet. Its return is entered in the vehicle pool.").format(
            plate=asset.plate
        )
    if here.enrolled and not of_asset(asset, here).final:
        text = tr("{text} Provisional, {knowledge}.").format(text=text, knowledge=say_knowledge(here))
    return ScanRow("refused", asset.name, text, group_tag_number(asset.tag_number), remedy, key, mend)


def case_row(asset: AssetRow, case: CaseRow) -> ScanRow:
    """Two counters disagree about the piece: stands above its own row."""
    text = tr("{kind}: {who}. Look at both sides before anything is done with it.").format(
        kind=kind_look(case)[0], who=versus(case)
    )
    tag = group_tag_number(asset.tag_number)
    mend = Mend("case", asset.tag_number)
    return ScanRow("unknown", asset.name, text, tag, tr("See the case"), CASE_KEY, mend, word=tr("To decide"))


def already_row(asset: AssetRow) -> ScanRow:
    text = tr("Already scanned; it counts once.")
    return ScanRow("information", asset.name, text, group_tag_number(asset.tag_number))


def dropped_row(asset: AssetRow) -> ScanRow:
    text = tr("Taken off the list")
    return ScanRow("information", asset.name, text, group_tag_number(asset.tag_number), settled=True)


def back_row(
    asset: AssetRow,
    loan: LoanDetail | None,
    today: date,
    condition: Condition,
    liability: str,
    repair_fen: int,
    here: Here,
) -> ScanRow:
    """Who had it, since when, how late, and in which condition it came. No loan: it came back all the same."""
    if loan is None:
        parts = [tr("No loan is known here; provisional until the city has the hand-out")]
    else:
        row = loan.row
        who = " · ".join(part for part in (row.person, row.organization) if part) or tr("Borrower not known")
        parts = [who, tr("out since {date}").format(date=say_date(row.handed_out_at.astimezone(CHINA).date()))]
        late = overdue_days(row.due_on, today)
        if late:
            parts.append(tr("{n} days overdue").format(n=late))
    parts.append(words.word("condition", condition, language()))
    if repair_fen:
        parts.append(tr("{amount} yuan").format(amount=format_yuan(repair_fen)))
    if liability:
        parts.append(liability)
    if loan is not None:
        parts.append(look(of_asset(asset, here))[0])
    return ScanRow("done", asset.name, " · ".join(parts), group_tag_number(asset.tag_number), word=tr("Comes back"))


def overdue_days(due_on: date | None, today: date) -> int:
    """Days since it was due; 0 while it is not overdue."""
    return max(0, (today - due_on).days) if due_on else 0
