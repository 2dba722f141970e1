"""The page: the list of cases at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget

from app.domain.case import Decision
from app.domain.ids import relabelled_id
from app.domain.organization import Site, Staff
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.ports import Changes
from app.services.queries import CaseRow
from ui.conflicts.badge import KINDS
from ui.conflicts.card import CaseCard
from ui.conflicts.listing import CaseList
from ui.conflicts.story import decided_words, piece_words
from ui.i18n import tr
from ui.paper import PaperPreview, show_slip
from ui.shell.page import Action
from ui.widgets import Button, EmptyState, Page, PageHeader, Segmented
from ui.workplace import Workplace

SPLIT_KEY = "conflicts/split"
_MOST = 500


class ConflictsPage(Page):
    """What the shell asks of it: see `ui/shell/page.py`. `take_scan` finds the case of a tag, a slip or a person."""

    said = Signal(str, str, object)
    wanted = Signal(str, str)
    labels_asked = Signal(object)
    """Ids of pieces whose labels are to be printed."""

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._text = ""
        self._wanted = ""  # id of a case that is to be shown
        self._asked = 0
        self._listed: tuple[str, str] = ("", "")  # mode and text that the list answers
        self.modes = Segmented([("open", tr("To decide")), ("decided", tr("Dealt with"))], name=tr("Which cases"))
        self.clear_button = Button(tr("Show &all"), "quiet", icon_name="close", on_click=self.clear)
        self.header = PageHeader(tr("Conflict inbox"), "", self.clear_button, self.modes)
        self.list = CaseList()
        self.card = CaseCard(work)
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(12)
        self.split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.split.addWidget(self.list)
        self.split.addWidget(self.card)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes(self._kept_sizes())
        self._stack.addWidget(self.split)
        self.body.addWidget(self.header)
        self.body.addWidget(self._stack, 1)
        self.clear_button.hide()
        self._reload = QTimer(self, singleShot=True, interval=0)
        self._reload.timeout.connect(self.reload)
        self._wire()
        queries = work.queries
        work.tasks.run(
            lambda: (queries.sites(), queries.staff()), owner=self, done=self._names_known, failed=work.errors.show
        )
        self.reload()

    def _wire(self) -> None:
        self.modes.changed.connect(lambda _key: self.reload())
        self.split.splitterMoved.connect(lambda _at, _which: self._keep_sizes())
        self.list.current_changed.connect(self._show_current)
        self.list.opened.connect(lambda _case: self.card.answers.focus_first())
        self.card.decided.connect(self._carry_out)
        self.card.paper_asked.connect(lambda number: show_slip(self._work, number, self))
        self.card.piece_asked.connect(lambda tag: self.wanted.emit("inventory", tag))
        self.card.labels_asked.connect(self.labels_asked)
        self._work.changes.changed.connect(self._hear)
        for keys, act in (("Escape", self.step_back), ("Ctrl+F", self.list.setFocus)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # The shell asks

    def shown(self) -> None:
        self.reload()
        self.list.setFocus()

    def search(self, text: str) -> None:
        """What is typed in the scan box narrows the list."""
        self._text = text.strip()
        self.reload()

    def take_scan(self, text: str) -> None:
        """The case of a tag number, a document number or a person, open ones first."""
        self._text = text.strip()

        def found(counts: tuple[int, int]) -> None:
            self._work.sounds.play("done" if any(counts) else "unknown")
            if any(counts):
                self.modes.set_key("open" if counts[0] else "decided")
            self.reload()
            self.list.setFocus()

        queries = self._work.queries
        self._work.tasks.run(
            lambda: (
                len(queries.cases(text=text, limit=1)),
                len(queries.cases(open_only=False, text=text, limit=1)),
            ),
            owner=self,
            done=found,
            failed=self._work.errors.show,
        )

    def show_case(self, id: str) -> None:
        """Bring one case to the front, open or decided."""

        def found(case: CaseRow | None) -> None:
            if case is not None:
                self._text, self._wanted = "", case.id
                self.modes.set_key("open" if case.open else "decided")
                self.reload()
                self.list.setFocus()

        self._work.tasks.run(lambda: self._work.queries.case(id), owner=self, done=found, failed=self._work.errors.show)

    def clear(self) -> None:
        self._text = ""
        self.reload()
        self.list.setFocus()

    def actions(self) -> list[Action]:  # type: ignore[override]  # the shell's, not Qt's
        return [
            Action("conflicts/open", tr("Cases to decide"), partial(self.show_mode, "open"), "", "conflict"),
            Action("conflicts/decided", tr("Cases dealt with"), partial(self.show_mode, "decided"), "", "check"),
        ]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("1 … 4", tr("Give this answer")),
            ("Ctrl+Return", tr("Carry it out")),
            ("Return", tr("Go to the answers")),
            ("Ctrl+F", tr("Go to the list")),
            ("Esc", tr("Leave it for now")),
        ]

    # Showing

    def mode(self) -> str:
        return str(self.modes.key())

    def show_mode(self, key: str) -> None:
        """`open` or `decided`."""
        self.modes.set_key(key)
        self.reload()
        self.list.setFocus()

    def step_back(self) -> None:
        """Esc: out of the reason, out of the search, back to what is open."""
        if self.card.step_back():
            return
        if self._text:
            self.clear()
        elif self.mode() != "open":
            self.show_mode("open")

    def reload(self) -> None:
        """Read the list again. The case in sight stays, also where it has ended meanwhile."""
        self._asked += 1
        question = (self._asked, self.mode(), self._text)
        current = self.list.current()
        kept = self._wanted or (current.id if current is not None else "")
        # Only where the list goes on answering the same question.
        place = self.list.cases.place_of(kept) if question[1:] == self._listed else -1
        queries = self._work.queries

        def read() -> tuple[list[CaseRow], int]:
            _number, mode, text = question
            rows = list(queries.cases(open_only=mode == "open", text=text, limit=_MOST))
            if place >= 0 and all(row.id != kept for row in rows):
                gone = queries.case(kept)
                if gone is not None:
                    rows.insert(place, gone)
            return rows, sum(queries.case_counts().values())

        def show(found: tuple[list[CaseRow], int]) -> None:
            if question[0] == self._asked:
                self._wanted, self._listed = "", question[1:]
                self._show_rows(*found, kept)

        self._work.tasks.run(read, owner=self, done=show, failed=self._work.errors.show)

    def _show_rows(self, rows: Sequence[CaseRow], all_open: int, kept: str) -> None:
        words = tr("{n} to decide").format(n=all_open)
        if self._text:
            words = tr("with “{text}”: {n}").format(text=self._text, n=len(rows))
        self.header.set_subtitle(words)
        self.modes.set_label("open", tr("To decide ({n})").format(n=all_open) if all_open else tr("To decide"))
        self.clear_button.setVisible(bool(self._text))
        self.list.show_rows(rows, kept)
        if rows:
            self._stack.setCurrentWidget(self.split)
        else:
            self._show_empty()

    def _show_empty(self) -> None:
        if self._text:
            empty = EmptyState(
                "search",
                tr("Nothing found"),
                tr("Any part of a number, a name, an office, a person or a clerk is found."),
                Button(tr("Show all"), "primary", on_click=self.clear),
            )
        elif self.mode() == "open":
            empty = EmptyState(
                "done",
                tr("Nothing to decide"),
                tr(
                    "What two counters did without knowing of each other comes here: one piece handed out twice, a "
                    "piece promised to somebody else, a record changed in two ways. Each has both sides, and an answer "
                    "that is recommended. Nothing is ever lost."
                ),
            )
        else:
            empty = EmptyState(
                "check",
                tr("Nothing has been dealt with yet"),
                tr("What was decided stays here, with who decided it, why, and its correction slip."),
            )
        before, self._empty = self._empty, empty
        self._stack.addWidget(empty)
        self._stack.setCurrentWidget(empty)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _show_current(self, case: CaseRow | None) -> None:
        if case is not None:
            self.card.show_case(case)

    def _names_known(self, found: tuple[Sequence[Site], Sequence[Staff]]) -> None:
        sites, staff = found
        self._work.errors.names.update({site.id: site.name for site in sites})
        self.card.managers = [one.name for one in staff if one.active and one.role in ResolveCase.ROLES]

    # Doing

    def _carry_out(self, command: ResolveCase | ReopenCase) -> None:
        case = self.card.case()
        if case is None:
            return
        self._work.perform(
            command,
            owner=self,
            done=partial(self._done, case, command),
            failed=lambda error: self._work.errors.show(error, banner=self.card.form.notice),
        )

    def _done(self, case: CaseRow, command: ResolveCase | ReopenCase, changes: Changes) -> None:
        self.card.forget_draft(case.id)
        if isinstance(command, ResolveCase):
            self._tell_decided(case, command.decision)
        else:
            self.said.emit(tr("{piece}: the decision is taken back").format(piece=piece_words(case)), "good", None)
        self.reload()
        for number in changes.documents:
            show_slip(self._work, number, self, self._slip_shown)

    def _tell_decided(self, case: CaseRow, decision: Decision) -> None:
        """With the number that the second of two pieces was given."""
        second = [relabelled_id(case.id)] if decision is Decision.RELABEL else []
        self._work.tasks.run(
            lambda: decided_words(case, decision, self._work.queries.assets(second)),
            owner=self,
            done=lambda words: self.said.emit(words, "good", partial(self._undo, case)),
            failed=self._work.errors.show,
        )

    def _slip_shown(self, preview: PaperPreview) -> None:
        preview.finished.connect(lambda _result: self.list.setFocus())

    def _undo(self, case: CaseRow) -> None:
        def undone(_changes: Changes) -> None:
            self.said.emit(tr("{piece}: the decision is taken back").format(piece=piece_words(case)), "good", None)
            self.show_case(case.id)

        self._work.perform(ReopenCase(case.id, tr("Undone at once")), owner=self, done=undone)

    def _hear(self, changes: object, _origin: object) -> None:
        of = getattr(changes, "of", None)
        if of is not None and any(of(kind) for kind in KINDS):
            self._reload.start()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isascii() and text.isdigit() and self.card.press(int(text)):
            return
        super().keyPressEvent(event)

    def _keep_sizes(self) -> None:
        self._work.memory.write(SPLIT_KEY, ",".join(str(size) for size in self.split.sizes()))

    def _kept_sizes(self) -> list[int]:
        kept = (self._work.memory.read(SPLIT_KEY) or "").split(",")
        return [int(size) for size in kept] if len(kept) == 2 and all(size.isdigit() for size in kept) else [272, 880]
