"""Whose word counts for a piece, as icon and word: held here and final, held elsewhere and provisional, on its way."""

from __future__ import annotations

from app.services.authority import Authority, Here, Standing, authority
from app.services.queries import AssetRow
from ui.i18n import tr
from ui.moments import ago, exact
from ui.widgets import StatusChip

Look = tuple[str, str, str]
"""(word, meaning, icon), as `ui.widgets.status_look` gives it."""


def of_asset(row: AssetRow, here: Here) -> Authority:
    return authority(row.custody, row.custody_name, row.status, row.pending, here)


def say(it: Authority) -> str:
    """In full, with the age of what is known of a piece held elsewhere."""
    match it.standing:
        case Standing.HELD:
            words = tr("Held here · final")
        case Standing.TRANSIT:
            words = tr("On its way between two sites")
        case Standing.ELSEWHERE:
            words = tr("Held at {site} · provisional").format(site=it.site_name)
            if it.as_of is not None:
                words = tr("{words}, as of {when}").format(words=words, when=ago(it.as_of))
    return tr("{words} · not with the city yet").format(words=words) if it.waiting else words


def look(it: Authority) -> Look:
    """For a row of a table: the shortest that still says who decides."""
    match it.standing:
        case Standing.HELD if it.waiting:
            return tr("Here · to be synced"), "neutral", "pending"
        case Standing.HELD:
            return tr("Here · final"), "good", "check"
        case Standing.TRANSIT:
            return tr("On its way"), "information", "transit"
        case Standing.ELSEWHERE:
            site = it.site_name.removesuffix("公物仓") or it.site_name  # all sites are one: the place tells them apart
            return tr("{site} · provisional").format(site=site), "attention", "site"


def explain(it: Authority) -> str:
    """What it means, for the tool tip."""
    match it.standing:
        case Standing.HELD:
            meaning = tr("This site holds the piece: what stands here is final, also without a line.")
        case Standing.TRANSIT:
            meaning = tr("It left one site and has not arrived at the other: nobody may act on it until then.")
        case Standing.ELSEWHERE:
            meaning = tr("Another site holds the piece and decides. What is known here is as old as the last sync.")
            if it.as_of is not None:
                meaning += tr(" Read to its end: {time}.").format(time=exact(it.as_of))
    if it.waiting:
        meaning += tr(" What was done here has not reached the city yet; it goes up by itself.")
    return f"{say(it)}\n{meaning}"


def say_knowledge(here: Here) -> str:
    """`As of 3 h ago`, beside a decision that rests on what the city said; nothing where there is no city."""
    if not here.enrolled:
        return ""
    return tr("As of {when}").format(when=ago(here.as_of)) if here.as_of else tr("No data from the city yet")


class AuthorityBadge(StatusChip):
    """The same in every window and on every card."""

    def __init__(self, it: Authority | None = None) -> None:
        super().__init__()
        if it is not None:
            self.show_authority(it)

    def show_authority(self, it: Authority) -> None:
        _word, meaning, icon_name = look(it)
        self.show_state(say(it), meaning, icon_name)
        self.setToolTip(explain(it))
