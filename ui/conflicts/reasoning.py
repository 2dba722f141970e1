"""Why it is decided so: the reason, what else the answer needs, and the button that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal

from app.domain.asset import Status
from app.domain.numbering import group_tag_number
from app.services.queries import AssetRow, CaseRow
from ui.i18n import tr
from ui.widgets import Banner, Button, Card, Choice, Field, Label, SuggestBox, TextField, row
from ui.workplace import Workplace

_OFFERED = 20


class ReasonForm(Card):
    """In place below the answers, for a decision or for taking one back. Entries stay when it is left."""

    agreed = Signal(str, str)
    """The reason, and the id of the substitute or an empty text."""
    left = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._case: CaseRow | None = None
        self._picks: list[Button] = []
        self._needs_piece = False
        self.title = Label("", "strong", wrap=True)
        self.notice = Banner("problem", "", closable=False)
        self.substitute = SuggestBox(self._suggest, hint=tr("Name or number of a piece in stock here"))
        self._substitute = Field(tr("Othe&r piece"), self.substitute, required=True)
        self.reason = TextField(hint=tr("Pick one, or write it in your own words"), limit=200)
        self._reason = Field(tr("Reaso&n"), self.reason, required=True)
        self.do_button = Button(tr("Carry it out"), "primary", shortcut="Ctrl+Return", on_click=self._agree)
        self.back_button = Button(tr("Not no&w"), on_click=self.left.emit)
        self._row = row(None)
        for part in (self.notice, self.title, self._substitute):
            self.body.addWidget(part)
        foot = row()
        foot.addWidget(self._reason, 1)
        for button in (self.back_button, self.do_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(self._row)
        self.body.addLayout(foot)
        self.notice.hide()
        self.hide()

    def ask(
        self, case: CaseRow, title: str, do: str, reasons: Sequence[str], *, piece: bool = False, kept: str = ""
    ) -> None:
        """`reasons` are those to pick; `piece`: another piece is to be named; `kept`: what was written before."""
        self._case, self._needs_piece = case, piece
        self.title.setText(title)
        self.do_button.set_text(do)
        for button in self._picks:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._picks = [Button(text, on_click=partial(self._pick, text)) for text in reasons]
        for at, button in enumerate(self._picks):
            self._row.insertWidget(at, button)
        self._substitute.setVisible(piece)
        self.substitute.set_choice(None)
        self.reason.setText(kept)
        self._reason.set_error("")
        self._substitute.set_error("")
        self.notice.hide()
        self.show()
        (self.substitute if piece else self.reason).setFocus()

    def _pick(self, text: str) -> None:
        self.reason.setText(text)
        self._reason.set_error("")
        self.do_button.setFocus()

    def _agree(self) -> None:
        if not self.isVisible():
            return
        piece = str(self.substitute.key() or "")
        if self._needs_piece and not piece:
            self._substitute.set_error(tr("Choose the piece that is to be kept instead."))
            self.substitute.setFocus()
            return
        if not self.reason.text().strip():
            self._reason.set_error(tr("A reason is needed: it is printed on the slip."))
            self.reason.setFocus()
            return
        self.notice.hide()
        self.agreed.emit(self.reason.text().strip(), piece if self._needs_piece else "")

    def _suggest(self, text: str, deliver: Callable[[Sequence[Choice]], None]) -> None:
        """Pieces that may be kept instead: available here; of the same name while nothing is typed."""
        case = self._case
        if case is None:
            return
        queries = self._work.queries

        def find() -> list[AssetRow]:
            here = queries.site().id
            return [
                asset
                for asset in queries.find_assets(text or case.asset_name)
                if asset.status is Status.AVAILABLE and asset.custody == here and asset.id != case.asset_id
            ][:_OFFERED]

        def answer(found: list[AssetRow]) -> None:
            deliver([Choice(it.id, f"{it.name} {group_tag_number(it.tag_number)}", it.place) for it in found])

        self._work.tasks.run(find, owner=self, done=answer, failed=self._work.errors.show, lane="background")
