"""What Ctrl+K finds beside actions: assets, people, documents and cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.domain.numbering import group_tag_number
from app.services.queries import CaseRow, ScanKind
from ui.authority import look, of_asset
from ui.companion import dated_words, show_kept
from ui.conflicts.story import kind_look, piece_words, versus
from ui.i18n import tr
from ui.paper import show_slip
from ui.shell import Action
from ui.workplace import Workplace

_OF_EACH = 6


class Finder:
    """`page` brings a page to the front and gives it."""

    def __init__(self, work: Workplace, page: Callable[[str], Any]) -> None:
        self._work = work
        self._page = page

    def find(self, text: str, deliver: Callable[[Sequence[Action]], None]) -> None:
        """Look off the UI thread, answer on it (see ui.shell.palette.FindActions)."""
        if text.strip():
            self._work.tasks.run(lambda: self._actions(text), lane="background", done=deliver)

    def _actions(self, text: str) -> list[Action]:
        queries, here = self._work.queries, self._work.queries.here()
        found = [
            Action(
                f"asset/{row.id}",
                f"{row.name}  {group_tag_number(row.tag_number)}  {look(of_asset(row, here))[0]}",
                partial(self._scan, "inventory", row.tag_number),
                icon_name="inventory",
            )
            for row in queries.find_assets(text, _OF_EACH)
        ]
        found += [
            Action(
                f"person/{person.id}",
                f"{person.name}  {person.organization}",
                partial(self._scan, "loan_desk", person.name),
                icon_name="person",
            )
            for person in queries.people(text, limit=_OF_EACH)
        ]
        found += [
            Action(f"case/{case.id}", _case_title(case), partial(self._case, case.id), icon_name="conflict")
            for case in [*queries.cases(text=text, limit=_OF_EACH), *queries.cases(open_only=False, text=text, limit=2)]
        ]
        hit = queries.resolve(text)
        number = hit.document.id if hit.kind is ScanKind.DOCUMENT and hit.document is not None else ""
        papers = self._work.slip_papers.companions(number or text.strip())
        found[:0] = [
            Action(f"paper/{name}", dated_words(name), partial(self._companion, name), icon_name="document")
            for name in papers[: -_OF_EACH - 1 : -1]
        ]
        if number:
            found.insert(0, Action(f"document/{text}", number, partial(self._slip, number)))
        if hit.kind is ScanKind.PLACE and hit.places:
            words = tr("What lies at {place}").format(place=f"{hit.places[0].warehouse} {hit.places[0].name}")
            found.insert(
                0, Action(f"place/{text}", words, partial(self._scan, "inventory", text), icon_name="inventory")
            )
        return found

    def _scan(self, page: str, text: str) -> None:
        self._page(page).take_scan(text)

    def _case(self, id: str) -> None:
        self._page("conflicts").show_case(id)

    def _companion(self, name: str) -> None:
        show_kept(self._work, name, self._page("loan_desk"))

    def _slip(self, number: str) -> None:
        show_slip(self._work, number, self._page("loan_desk"))


def _case_title(case: CaseRow) -> str:
    kind = kind_look(case)[0]
    title = tr("To decide: {what}").format(what=kind) if case.open else tr("Decided: {what}").format(what=kind)
    return f"{title}  {piece_words(case)}  {versus(case)}".rstrip()
