"""A case in plain words: what happened, what it means, who stands on which side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from app import words
from app.domain.case import CaseKind, Decision, Urgency
from app.domain.errors import DomainError
from app.domain.numbering import group_tag_number
from app.services.cases import Side
from app.services.queries import AssetRow, CaseRow
from app.services.renumbering import told_labels
from ui.conflicts.formalities import to_make_up
from ui.i18n import language, tr


def kind_look(case: CaseRow) -> tuple[str, str]:
    """(word, icon) of the class of a case."""
    if told_labels(case.reason) is not None:
        return tr("Labels to print anew"), "tag"
    return {
        CaseKind.DOUBLE_HANDOUT: (tr("Handed out twice"), "conflict"),
        CaseKind.CUSTODY_LOST: (tr("Held elsewhere by then"), "site"),
        CaseKind.HOLD_OVERTAKEN: (tr("Promised to another"), "reserved"),
        CaseKind.IRREGULAR: (tr("A formality is missing"), "approval"),
        CaseKind.RETURN_WITHOUT_LOAN: (tr("Return without a loan"), "in"),
        CaseKind.FIELD_EDIT: (tr("Changed in two ways"), "edit"),
        CaseKind.UNAPPLIED: (tr("Could not be entered"), "refused"),
        CaseKind.QUARANTINED: (tr("Kept, not read yet"), "pending"),
    }[case.kind]


def urgency_look(urgency: Urgency) -> tuple[str, str, str]:
    """(word, meaning, icon) of an urgency."""
    return {
        Urgency.NOW: (tr("Now"), "attention", "warning"),
        Urgency.SOON: (tr("Soon"), "information", "clock"),
        Urgency.LATER: (tr("When there is time"), "neutral", "pending"),
    }[urgency]


def piece_words(case: CaseRow) -> str:
    """The piece with its number; what it is about where there is no piece."""
    if case.tag_number:
        return f"{case.asset_name} {group_tag_number(case.tag_number)}".strip()
    return case.asset_name or (deed_for(case.sides[-1]) if case.sides else tr("no single piece"))


def counter_words(side: Side) -> str:
    """`邹城市公物仓 2 号柜台`."""
    if not side.station:
        return side.site_name
    return tr("{site}, counter {n}").format(site=side.site_name, n=side.station)


def party(side: Side) -> str:
    """Whom a side stands for: the borrower, or else who acted."""
    return side.person or side.organization or side.actor or side.site_name


def parties(case: CaseRow) -> tuple[str, str]:
    """What the two sides are called; where both would be called the same, with their counters.

    The last side is the operation that opened the case; the first is empty where there was nothing before.
    """
    if not case.sides:
        return "", ""
    last = case.sides[-1]
    if len(case.sides) == 1:
        return "", _called(case, last)
    first = case.sides[0]
    names = _called(case, first), _called(case, last)
    if names[0] != names[1]:
        return names
    if counter_words(first) != counter_words(last):
        return _at(names[0], counter_words(first)), _at(names[1], counter_words(last))
    return tr("{name} (earlier)").format(name=names[0]), tr("{name} (later)").format(name=names[1])


def _called(case: CaseRow, side: Side) -> str:
    if case.kind in (CaseKind.CUSTODY_LOST, CaseKind.QUARANTINED, CaseKind.UNAPPLIED):
        return side.site_name
    by_whom = case.kind in (CaseKind.FIELD_EDIT, CaseKind.IRREGULAR)
    return (side.actor or side.site_name) if by_whom else party(side)


def _at(name: str, place: str) -> str:
    return name if name == place else tr("{name} ({place})").format(name=name, place=place)


def versus(case: CaseRow) -> str:
    """Who against whom, for the list."""
    first, second = parties(case)
    return tr("{first} / {second}").format(first=first, second=second) if first else second


def deed(side: Side) -> str:
    """What a side did; of a newer program's entries there are no words here."""
    known = words.word("command", side.what, language())
    return tr("an entry of a newer program") if known == side.what else known


def deed_for(side: Side) -> str:
    """What a side did, and for whom: of several lines in a list this tells one from the other."""
    whom = side.person or side.organization
    return tr("{deed} – {whom}").format(deed=deed(side), whom=whom) if whom else deed(side)


def happened(case: CaseRow) -> str:
    """One sentence: what happened."""
    template = {
        CaseKind.DOUBLE_HANDOUT: tr(
            "{piece} was handed out twice: once to {first}, once to {second}. The two counters did not know of each "
            "other."
        ),
        CaseKind.CUSTODY_LOST: tr(
            "{piece} had passed into the custody of {first}; after that {second} still entered “{deed}”."
        ),
        CaseKind.HOLD_OVERTAKEN: tr("{piece} had been promised to {first}, and was handed to {second}."),
        CaseKind.IRREGULAR: tr("“{deed}” at {site} is recorded as it happened, but a formality is missing: {reason}."),
        CaseKind.RETURN_WITHOUT_LOAN: tr("{site} took back {piece}, but the city knows of no loan of it."),
        CaseKind.FIELD_EDIT: tr("{first} and {second} each changed the record of {piece}, in different ways."),
        CaseKind.UNAPPLIED: tr("“{deed}” at {site} could not be entered: {reason}."),
        CaseKind.QUARANTINED: tr("“{deed}” at {site} could not be read by the city yet. It is kept as it is."),
    }[case.kind]
    if told_labels(case.reason) is not None:
        template = tr("“{deed}” at {site} is recorded as it happened, but with other numbers: {reason}.")
    if _two_trips(case):
        template = tr(
            "{piece} was dispatched twice: once for {first}, once for {second}. The two counters did not know of each "
            "other."
        )
    first, second = parties(case)
    last = case.sides[-1] if case.sides else None
    return template.format(
        piece=piece_words(case),
        first=first or tr("another counter"),
        second=second or tr("a counter"),
        deed=(deed_for(last) if case.kind is CaseKind.IRREGULAR else deed(last)) if last else tr("an entry"),
        site=counter_words(last) if last else tr("a counter"),
        reason=(refusal.title.rstrip("。.") if (refusal := explained(case)) else tr("a rule stood against it")),
    )


def means(case: CaseRow) -> str:
    """One sentence: what it means, and what to find out before deciding."""
    first, second = parties(case)
    refusal = explained(case)
    if case.kind is CaseKind.UNAPPLIED and refusal is not None:
        return _line(refusal.meaning, tr("What was done stays written down; put the rest right and take note of it."))
    if told_labels(case.reason) is not None and refusal is not None:
        return _line(refusal.meaning, refusal.remedy)
    if case.kind is CaseKind.IRREGULAR and refusal is not None:
        return _line(refusal.meaning, to_make_up(_code(case)))
    template = {
        CaseKind.DOUBLE_HANDOUT: tr(
            "One piece can be with one person only: either one slip was made out by mistake, or two pieces bear the "
            "same number. Ask by telephone who has it before you decide."
        ),
        CaseKind.CUSTODY_LOST: tr(
            "Whose record counts is not settled yet. Ask where the piece is now; the record of whoever has it counts."
        ),
        CaseKind.HOLD_OVERTAKEN: tr(
            "When {first} comes for it, there is nothing here. Offer another piece, or have it back."
        ),
        CaseKind.IRREGULAR: to_make_up(_code(case)),
        CaseKind.RETURN_WITHOUT_LOAN: tr(
            "Most often the counter that lent it has not been on line yet, and this settles itself once it is. "
            "Confirm only where the piece lies here and the record does not come."
        ),
        CaseKind.FIELD_EDIT: tr("Nothing is lost: say of each field which value is right."),
        CaseKind.UNAPPLIED: tr("What was done stays written down; put the rest right and take note of it."),
        CaseKind.QUARANTINED: _kept_because(case),
    }[case.kind]
    if _two_trips(case):
        template = tr(
            "A car makes one trip at a time: either one slip was made out by mistake, or the car had come back in "
            "between and nobody entered it. Then enter that return in the vehicle pool first."
        )
    return template.format(first=first, second=second)


def _two_trips(case: CaseRow) -> bool:
    return case.kind is CaseKind.DOUBLE_HANDOUT and all(side.what == "dispatch_out" for side in case.sides)


def _kept_because(case: CaseRow) -> str:
    refusal = _refusal(case)
    if refusal is not None and refusal.code in ("operation.unknown", "operation.newer"):
        return tr(
            "Nothing is lost. The program of that counter is newer than the city's: have the administrator update the "
            "city's program, and this settles itself."
        )
    return tr(
        "Nothing is lost. What arrived is damaged, or is there twice: show it to the administrator, and enter again "
        "what is missing in the records."
    )


def explained(case: CaseRow) -> words.Words | None:
    """The words for the refusal that the case began with; None where it tells none."""
    refusal = _refusal(case)
    if refusal is None:
        return None
    return words.explain(refusal, language(), {side.site_id: side.site_name for side in case.sides})


def _refusal(case: CaseRow) -> DomainError | None:
    try:
        found = msgspec.json.decode(case.reason, type=dict)
        return DomainError(found["code"], **found["params"])
    except (msgspec.MsgspecError, KeyError, TypeError):
        return None  # of another version


def _code(case: CaseRow) -> str:
    refusal = _refusal(case)
    return refusal.code if refusal is not None else ""


def _line(*sentences: str) -> str:
    return ("" if language() == "zh_CN" else " ").join(sentences)


def decision_words(case: CaseRow, decision: Decision) -> tuple[str, str]:
    """(what the button says, what will happen) of one answer to a case."""
    first, second = parties(case)
    if told_labels(case.reason) is not None and decision is Decision.ACKNOWLEDGE:
        return tr("The new labels are on"), tr("The old numbers mean the other PC's pieces alone from now on.")
    title, effect = (_ANSWERS.get((case.kind, decision)) or _noted)()
    if _two_trips(case) and decision in (Decision.KEEP_FIRST, Decision.KEEP_SECOND):
        ends = "{second}" if decision is Decision.KEEP_FIRST else "{first}"
        effect = tr("A trip of {name} that is still open ends by the correction slip, with no kilometres.").format(
            name=ends
        )
    return title.format(first=first, second=second), effect.format(first=first, second=second)


def new_number_words(case: CaseRow, piece: AssetRow) -> str:
    """What follows where one number turned out to be two pieces: `piece` is the second, with its own number."""
    return tr("The piece of {second} has the number {number} now. Replace its label.").format(
        second=parties(case)[1], number=group_tag_number(piece.tag_number)
    )


def decided_words(case: CaseRow, decision: Decision, relabelled: Sequence[AssetRow] = ()) -> str:
    """That it is decided, for the bottom of the window."""
    what = decision_words(case, decision)[0]
    words = tr("{piece}: decided “{what}”").format(piece=piece_words(case), what=what)
    for piece in relabelled:
        words = tr("{sentence}. {next}").format(sentence=words, next=new_number_words(case, piece))
    return words


def _noted() -> tuple[str, str]:
    return tr("Noted"), tr("No record is changed; it leaves this list and stays written down.")


_ANSWERS: dict[tuple[CaseKind, Decision], Callable[[], tuple[str, str]]] = {
    (CaseKind.DOUBLE_HANDOUT, Decision.KEEP_FIRST): lambda: (
        tr("{first} has it"),
        tr("The hand-out to {second} is put right as a mistake on paper; {second} owes nothing."),
    ),
    (CaseKind.DOUBLE_HANDOUT, Decision.KEEP_SECOND): lambda: (
        tr("{second} has it"),
        tr("The hand-out to {first} is put right as a mistake on paper; {first} owes nothing."),
    ),
    (CaseKind.DOUBLE_HANDOUT, Decision.RELABEL): lambda: (
        tr("They are two pieces"),
        tr("Both keep what they have. The piece of {second} gets a number of its own; its label is to be replaced."),
    ),
    (CaseKind.HOLD_OVERTAKEN, Decision.SUBSTITUTE): lambda: (
        tr("Another piece for {first}"),
        tr("You choose another piece, which is kept for {first}. What {second} has stays as it is."),
    ),
    (CaseKind.HOLD_OVERTAKEN, Decision.KEEP_SECOND): lambda: (
        tr("{second} keeps it"),
        tr("The hand-out stands. Nothing is kept for {first} any more; please tell them."),
    ),
    (CaseKind.HOLD_OVERTAKEN, Decision.KEEP_FIRST): lambda: (
        tr("{first} is to have it"),
        tr("The hand-out to {second} is put right as a mistake; the piece is to be fetched back and kept for {first}."),
    ),
    (CaseKind.CUSTODY_LOST, Decision.KEEP_FIRST): lambda: (
        tr("The record of {first} counts"),
        tr("What {second} entered afterwards is put right as a mistake; custody stays with {first}."),
    ),
    (CaseKind.CUSTODY_LOST, Decision.KEEP_SECOND): lambda: (
        tr("The record of {second} counts"),
        tr("What {second} entered counts, and custody goes back to {second}."),
    ),
    (CaseKind.IRREGULAR, Decision.ACKNOWLEDGE): lambda: (
        tr("It is made up for"),
        tr("No record is changed; it leaves this list and stays written down."),
    ),
    (CaseKind.RETURN_WITHOUT_LOAN, Decision.ACKNOWLEDGE): lambda: (
        tr("It is here"),
        tr("No record is changed; its loan is not waited for any longer."),
    ),
    (CaseKind.FIELD_EDIT, Decision.MERGE): lambda: (
        tr("Choose field by field"),
        tr("Of each field the value that you mark above is entered."),
    ),
    (CaseKind.FIELD_EDIT, Decision.KEEP_FIRST): lambda: (
        tr("All as {first} wrote"),
        tr("Every field takes the value of {first}."),
    ),
    (CaseKind.FIELD_EDIT, Decision.KEEP_SECOND): lambda: (
        tr("All as {second} wrote"),
        tr("Every field takes the value of {second}."),
    ),
    (CaseKind.UNAPPLIED, Decision.KEEP_SECOND): lambda: (
        tr("It counts"),
        tr("What {second} did is entered as it happened."),
    ),
    (CaseKind.UNAPPLIED, Decision.KEEP_FIRST): lambda: (
        tr("It does not count"),
        tr("What {second} did is put right as a mistake; the records stay as they are."),
    ),
    (CaseKind.QUARANTINED, Decision.ACKNOWLEDGE): lambda: (
        tr("It is settled otherwise"),
        tr("Only where it was entered in another way, or need not be. It leaves this list and stays kept."),
    ),
}


def reasons(case: CaseRow, decision: Decision) -> tuple[str, ...]:
    """Reasons to pick from; whoever decides may write another."""
    if told_labels(case.reason) is not None:
        return (tr("All labels are replaced"), tr("None was printed before"))
    if case.kind is CaseKind.IRREGULAR:
        return (tr("The approval is there now"), tr("Checked, and in order"))
    if decision is Decision.RELABEL:
        return (tr("Two pieces bore one number"), tr("Seen on the spot"))
    if decision is Decision.SUBSTITUTE:
        return (tr("Agreed with the person"), tr("An equal piece is in stock"))
    if decision is Decision.MERGE:
        return (tr("Checked against the piece"), tr("Checked against the ledger"))
    if decision is Decision.ACKNOWLEDGE:
        return (tr("Seen on the spot"), tr("Entered in another way"), tr("Nothing is to be done"))
    return (tr("Asked both by telephone"), tr("Seen on the spot"), tr("The slip was a mistake"))


def ended(case: CaseRow) -> str:
    """What a decided case says in its list and above its card."""
    if case.decision is Decision.HEALED:
        return tr("Settled by itself: what was missing has arrived meanwhile.")
    return decision_words(case, case.decision)[0]
