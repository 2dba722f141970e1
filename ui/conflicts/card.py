"""One case: what happened, both sides, and what may be decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.case import Decision
from app.services.authority import Here
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.queries import AssetRow, CaseRow
from ui.authority import AuthorityBadge, of_asset
from ui.conflicts.answers import Answers
from ui.conflicts.labels import ToLabel, pieces_to_label, to_label
from ui.conflicts.reasoning import ReasonForm
from ui.conflicts.sides import SidesTable
from ui.conflicts.story import (
    decision_words,
    ended,
    happened,
    kind_look,
    means,
    new_number_words,
    piece_words,
    reasons,
    urgency_look,
)
from ui.i18n import tr
from ui.moments import ago, exact
from ui.widgets import Banner, Button, Label, StatusChip, row
from ui.workplace import Workplace

LOW = 480
"""Height in px of the card below which not everything stands still."""


class CaseCard(QFrame):
    """`decided` carries the command that a person has agreed to; the page carries it out."""

    decided = Signal(object)
    """ResolveCase or ReopenCase."""
    paper_asked = Signal(str)
    piece_asked = Signal(str)
    """The tag number of the piece, to be seen in the inventory."""
    labels_asked = Signal(object)
    """Ids of pieces whose labels are to be printed."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._case: CaseRow | None = None
        self._piece = ""
        self._to_label = ToLabel()
        self._labels: list[str] = []
        self._giving: Decision | None = None
        self._drafts: dict[str, str] = {}
        self.managers: Sequence[str] = ()
        self.urgency, self.kind = StatusChip(), Label("", large=True)
        self._when = Label("", "muted")
        self.badge = AuthorityBadge()
        self.piece_button = Button(tr("See the &piece"), "quiet", icon_name="inventory", on_click=self._see_piece)
        self.happened, self.means = Label(wrap=True, selectable=True), Label("", "muted", wrap=True, selectable=True)
        self.state = Banner("good", "", closable=False)
        self.paper_button = Button(tr("Correction slip"), icon_name="document", on_click=self._see_paper)
        self.reopen_button = Button(tr("&Take the decision back…"), icon_name="undo", on_click=self.take_back)
        self.new_number = Label("", "strong", wrap=True, selectable=True)
        self.label_button = Button(tr("Print its new &label"), icon_name="print", on_click=self._print_labels)
        self.sides = SidesTable()
        self.answers = Answers()
        self.form = ReasonForm(work)
        self._arrange()
        self._hide_labels()
        self.badge.hide()
        self.sides.paper_asked.connect(self.paper_asked)
        self.sides.field_chosen.connect(self.form.notice.hide)
        self.answers.chosen.connect(self.give)
        self.form.left.connect(self.step_back)
        self.form.agreed.connect(self._agree)

    def _arrange(self) -> None:
        inside = QWidget()
        self._words = words = QVBoxLayout(inside)
        words.setContentsMargins(0, 0, 8, 0)
        words.setSpacing(8)
        words.addLayout(row(self.urgency, self.kind, self._when, None))
        words.addLayout(row(self.badge, None, self.piece_button))  # apart: at 150 % there is no room beside the title
        for part in (self.state, self.new_number, self.happened, self.means):
            words.addWidget(part)
        words.addLayout(row(self.label_button, self.paper_button, self.reopen_button, None))
        words.addWidget(self.sides)
        words.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(tr("The case"))
        scroll.setWidget(inside)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(scroll, 1)
        self._box.addWidget(self.answers)
        self._box.addWidget(self.form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the answers scroll with the rest, below what happened and its papers."""
        super().resizeEvent(event)
        inside = self._words.indexOf(self.answers) >= 0
        if (event.size().height() < LOW) != inside:
            if inside:
                self._box.insertWidget(1, self.answers)
            else:
                self._words.insertWidget(self._words.indexOf(self.sides), self.answers)

    # What is shown

    def case(self) -> CaseRow | None:
        return self._case

    def show_case(self, case: CaseRow) -> None:
        """Show it; what a person has begun to write about it stays while nothing of it has changed."""
        self._read_authority(case)
        self._read_labels(case)
        self._show_head(case)
        if case == self._case:
            return
        before, self._case = self._case, case
        if before is not None and self.form.isVisible():
            self._drafts[before.id] = self.form.reason.text()
        healed = case.decision is Decision.HEALED and before is not None and before.id == case.id and before.open
        self._show_state(case, meanwhile=healed)
        self.happened.setText(happened(case))
        self.means.setText(means(case))
        self.means.setVisible(case.open)
        self.sides.show_case(case, choosing=case.open and self.may_decide())
        self._close_form()
        self.answers.offer(case, case.choices, allowed=self.may_decide())

    def may_decide(self) -> bool:
        return self._work.actor().role in ResolveCase.ROLES

    def _show_head(self, case: CaseRow) -> None:
        self.urgency.show_state(*(urgency_look(case.urgency) if case.open else (tr("Dealt with"), "good", "check")))
        self.kind.setText(kind_look(case)[0])
        self._when.setText(ago(case.opened_at))
        self._when.setToolTip(exact(case.opened_at))
        self.piece_button.setToolTip(piece_words(case))
        self.piece_button.setVisible(bool(case.tag_number))

    def _read_authority(self, case: CaseRow) -> None:
        """Whose word counts for the piece now; read beside, so that the case is in sight at once."""
        if self._piece != case.asset_id:
            self.badge.hide()
        self._piece = case.asset_id

        def show(found: tuple[Sequence[AssetRow], Here]) -> None:
            rows, here = found
            if rows and rows[0].id == self._piece:
                self.badge.show_authority(of_asset(rows[0], here))
                self.badge.show()

        if case.asset_id:
            work = self._work
            work.tasks.run(
                lambda: (work.queries.assets([case.asset_id]), work.here()),
                owner=self,
                done=show,
                failed=work.errors.show,
            )

    def _read_labels(self, case: CaseRow) -> None:
        """Pieces of this site with a number of their own or a new one: what it is, and their labels."""
        wanted = to_label(case)
        if self._to_label != wanted:
            self._to_label = wanted
            self._hide_labels()

        def show(found: tuple[Sequence[AssetRow], Here]) -> None:
            rows, here = found
            if self._to_label != wanted or not rows:
                return
            if wanted.relabelled:
                self.new_number.setText(new_number_words(case, rows[0]))
                self.new_number.show()
            one = len(rows) == 1
            self.label_button.set_text(tr("Print its new &label") if one else tr("Print their new &labels"))
            self._labels = [row.id for row in rows if row.custody == here.site_id]
            self.label_button.setVisible(bool(self._labels))

        if wanted:
            work = self._work
            work.tasks.run(
                lambda: (pieces_to_label(work.queries, wanted), work.here()),
                owner=self,
                done=show,
                failed=work.errors.show,
            )

    def _hide_labels(self) -> None:
        self._labels = []
        self.new_number.hide()
        self.label_button.hide()

    def _show_state(self, case: CaseRow, *, meanwhile: bool) -> None:
        allowed = self.may_decide()
        self.paper_button.setVisible(case.number in case.papers)
        self.reopen_button.setVisible(not case.open and case.decision is not Decision.HEALED and allowed)
        if case.decision is Decision.HEALED:
            title = tr("Settled: it healed by itself while you looked") if meanwhile else tr("Settled by itself")
            self.state.tell("good", title, ended(case), tr("Nothing is left to do."))
        elif not case.open:
            when = ago(case.decided_at) if case.decided_at else ""
            text = tr("By {who}, {when}. Reason: {reason}").format(
                who=case.decided_by or tr("not known"), when=when, reason=case.decision_reason or tr("none given")
            )
            waits = tr("Not sent to the city yet.") if case.pending else ""
            self.state.tell("good", tr("Decided: {what}").format(what=ended(case)), text, waits)
        elif not allowed:
            who = tr(", ").join(self.managers) or tr("the site's manager")
            text = tr("You see everything here. Deciding is up to the manager: {who}.").format(who=who)
            self.state.tell("information", tr("A manager decides this"), text)
        elif case.pressing:
            self.state.tell("attention", tr("This piece is overdue, or somebody has asked for it now"))
        else:
            self.state.hide()

    # Deciding

    def give(self, decision: Decision) -> None:
        """An answer was pressed: ask for the reason."""
        case = self._case
        if case is None:
            return
        self._giving = decision
        self.answers.mark(decision)
        title, effect = decision_words(case, decision)
        self.form.ask(
            case,
            tr("{title}: {effect}").format(title=title, effect=effect),
            tr("Carry it out"),
            reasons(case, decision),
            piece=decision is Decision.SUBSTITUTE,
            kept=self._drafts.get(case.id, ""),
        )

    def take_back(self) -> None:
        """Take the decision back: ask why."""
        case = self._case
        if case is None or not self.reopen_button.isVisible():
            return
        self._giving = None
        self.form.ask(
            case,
            tr("The decision is taken back; the case is open again and everything as it was before."),
            tr("Take the decision back"),
            (tr("Decided by mistake"), tr("Something new has come up")),
            kept=self._drafts.get(case.id, ""),
        )

    def press(self, digit: int) -> bool:
        return self.answers.press(digit)

    def step_back(self) -> bool:
        """Esc: leave the reason; what was written is kept. False where it is not open."""
        if not self.form.isVisible():
            return False
        if self._case is not None:
            self._drafts[self._case.id] = self.form.reason.text()
        self._close_form()
        self.answers.focus_first()
        return True

    def forget_draft(self, case_id: str) -> None:
        self._drafts.pop(case_id, None)

    def _close_form(self) -> None:
        self._giving = None
        self.form.hide()
        self.answers.mark(None)

    def _agree(self, reason: str, substitute: str) -> None:
        case = self._case
        if case is None:
            return
        if self._giving is None:
            self.decided.emit(ReopenCase(case.id, reason))
            return
        merging = self._giving is Decision.MERGE
        waiting = self.sides.open_fields() if merging else []
        if waiting:
            text = tr("Mark above which value is right: {fields}").format(fields=tr(", ").join(waiting))
            self.form.notice.tell("attention", tr("Not every field is chosen yet"), text)
            return
        fields = dict(self.sides.fields) if merging else {}
        self.decided.emit(ResolveCase(case.id, self._giving, reason, fields, substitute))

    def _see_paper(self) -> None:
        if self._case is not None:
            self.paper_asked.emit(self._case.number)

    def _print_labels(self) -> None:
        if self._labels:
            self.labels_asked.emit(self._labels)

    def _see_piece(self) -> None:
        if self._case is not None:
            self.piece_asked.emit(self._case.tag_number)
