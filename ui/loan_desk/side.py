"""The right panel: what a borrower has out, or one loan with its pieces, extended and confirmed in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import words
from app.domain.loan import Approval, LoanKind, RequestStatus
from app.domain.numbering import group_tag_number
from app.services.authority import Here
from app.services.commands.base import MANAGERS
from app.services.commands.loans import ConfirmPaperApproval, ExtendLoan
from app.services.companions import loan_gate_pass, reminder
from app.services.operations import CHINA
from app.services.paper import Slip
from app.services.ports import Changes
from app.services.queries import LoanDetail, LoanPiece, RequestRow
from ui.attachments import AttachmentShelf
from ui.authority import look, of_asset
from ui.companion import show_companion
from ui.i18n import language, tr
from ui.loan_desk.lookup import BorrowerRecord
from ui.loan_desk.rows import overdue_days
from ui.moments import ago, say_date
from ui.widgets import Banner, Button, Card, DateField, DetailPanel, Field, TextField, row
from ui.workplace import Workplace

Pairs = list[tuple[str, str]]
_MOST_PIECES = 8


def due_words(due_on: date | None, today: date) -> str:
    """`应还2026年11月25日 · 逾期 12 天`."""
    if due_on is None:
        return tr("No due date")
    due = tr("Due {date}").format(date=say_date(due_on))
    late = overdue_days(due_on, today)
    return f"{due} · {tr('{n} days overdue').format(n=late)}" if late else due


def approval_words(approval: Approval) -> str:
    return {
        Approval.REQUEST: tr("Request approved"),
        Approval.PAPER: tr("Paper approval, to be confirmed"),
        Approval.CONFIRMED: tr("Paper approval, confirmed"),
        Approval.NONE: tr("Out before records began"),
    }[approval]


def piece_words(piece: LoanPiece, here: Here) -> tuple[str, str]:
    """(tag number, name and how it stands) of one piece of a loan."""
    if piece.disputed:
        state = tr("disputed")
    elif piece.returned_at is None:
        state = tr("still out")
    else:
        condition = words.word("condition", piece.condition, language()) if piece.condition else ""
        state = " ".join(part for part in (tr("back {when}").format(when=ago(piece.returned_at)), condition) if part)
    standing = look(of_asset(piece.asset, here))[0]
    return group_tag_number(piece.asset.tag_number), f"{piece.asset.name}\n{state}\n{standing}"


class BorrowerPanel(DetailPanel):
    """Open loans, overdue first, and requests of a borrower."""

    hand_out_asked = Signal(object)
    """An approved RequestRow."""

    def __init__(self) -> None:
        super().__init__(tr("The borrower"))
        self.show_nobody()

    def show_nobody(self) -> None:
        self.show_nothing(tr("What the borrower has out and has asked for shows here."))

    def show_record(
        self, name: str, organization: str, record: BorrowerRecord, today: date, in_hand: RequestRow | None = None
    ) -> None:
        """`in_hand` is the request that is being handed out already."""
        if not name:
            self.show_nobody()
            return
        loans = sorted(record.loans, key=lambda loan: loan.row.due_on or date.max)
        sections: list[tuple[str, Pairs]] = []
        for loan in loans:
            out = [piece.asset for piece in loan.pieces if piece.returned_at is None]
            pieces = [(group_tag_number(asset.tag_number), asset.name) for asset in out[:_MOST_PIECES]]
            if len(out) > _MOST_PIECES:
                pieces.append(("", tr("and {n} more").format(n=len(out) - _MOST_PIECES)))
            sections.append((due_words(loan.row.due_on, today), pieces))
        if not loans:
            known = tr("Nothing is out.") if record.person else tr("New borrower: registered with the first hand-out.")
            sections.append(("", [(tr("Loans"), known)]))
        waiting = [one for one in record.requests if one.status is RequestStatus.PENDING]
        if waiting:
            asked = [(tr("{n} pieces").format(n=len(one.asset_ids)), ago(one.created_at)) for one in waiting]
            sections.append((tr("Waiting for approval"), asked))
        granted = [one for one in record.requests if one.status is RequestStatus.APPROVED]
        buttons = [self._offer(one) for one in granted if in_hand is None or one.id != in_hand.id]
        phone = record.person.phone if record.person else ""
        subtitle = " · ".join(part for part in (organization, phone) if part)
        self.show_details(name, subtitle, sections=sections, buttons=buttons)

    def _offer(self, request: RequestRow) -> Button:
        text = tr("Hand out as approved ({n} pieces)").format(n=request.open_pieces)
        return Button(text, icon_name="approval", on_click=lambda: self.hand_out_asked.emit(request))


class LoanPanel(QWidget):
    """One loan; below it the new due date and, where a paper approval waits, its reference."""

    said = Signal(str, str, object)

    def __init__(self, work: Workplace, *, confirms: bool = True) -> None:
        """`confirms`: whether a paper approval may be confirmed here."""
        super().__init__()
        self._work, self._confirms = work, confirms
        self._loan: LoanDetail | None = None
        self.details = DetailPanel(tr("The loan"))
        self.notice = Banner("attention", "")
        self.notice.hide()
        self.new_due = DateField()
        self.extend_button = Button(tr("&Extend"), icon_name="calendar", on_click=self.extend)
        self.reference = TextField(limit=60)
        self.confirm_button = Button(tr("Con&firm"), icon_name="check", on_click=self.confirm)
        self.reminder_button = Button(
            tr("Reminder letter"), icon_name="document", shortcut="Ctrl+Shift+R", on_click=self.remind
        )
        self.pass_button = Button(tr("Gate pass"), icon_name="out", shortcut="Ctrl+Shift+G", on_click=self.pass_gate)
        self._papers = Card()
        self._papers.body.addLayout(row(self.pass_button, self.reminder_button, None))
        self._extension = QWidget()
        extend = _beside(Field(tr("&New due date"), self.new_due), self.extend_button)
        extend.setContentsMargins(0, 0, 0, 0)
        self._extension.setLayout(extend)
        self._papers.body.addWidget(self._extension)
        self._confirmation = Card()
        self.shelf = AttachmentShelf(work)
        self.shelf.said.connect(self.said)
        paper = Field(tr("Reference of the &paper"), self.reference)
        self._confirmation.body.addLayout(_beside(paper, self.confirm_button))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.notice, self.details, self._confirmation, self.shelf, self._papers):
            box.addWidget(part, 1 if part is self.details else 0)
        self.show_nothing()

    def loan(self) -> LoanDetail | None:
        return self._loan

    def show_nothing(self) -> None:
        self._loan = None
        self.shelf.show_subject("")
        self._extension.hide()
        self._confirmation.hide()
        self._papers.hide()
        self.details.show_nothing(tr("The loan of the piece that is marked shows here."))

    def show_loan(self, loan: LoanDetail) -> None:
        row_ = loan.row
        today = self._work.bus.clock.today()
        if self._loan is None or self._loan.row.id != row_.id:
            self.new_due.set_day(max(row_.due_on or today, today) + timedelta(days=30))
            self.reference.setText("")
            self.notice.hide()
        self._loan = loan
        self.shelf.show_subject(row_.id)
        open_loan = row_.open_pieces > 0
        here = self._work.here()
        late = overdue_days(row_.due_on, today) if open_loan else 0
        self._papers.setVisible(open_loan)
        self.reminder_button.setVisible(late > 0)
        self._extension.setVisible(open_loan and row_.kind is LoanKind.LOAN)
        may_confirm = self._confirms and self._work.actor().role in MANAGERS
        self._confirmation.setVisible(may_confirm and row_.approval is Approval.PAPER)
        facts: Pairs = [
            (tr("Handed out"), say_date(row_.handed_out_at.astimezone(CHINA).date())),
            (tr("Due back"), say_date(row_.due_on) if row_.due_on else tr("No due date")),
            (tr("Overdue"), tr("{n} days").format(n=late) if late else ""),
            (tr("Extended"), tr("{n} times").format(n=row_.extensions) if row_.extensions else ""),
            (tr("Approval"), approval_words(row_.approval)),
            (tr("Reason", "of a loan"), row_.reason),
        ]
        pieces = [piece_words(piece, here) for piece in loan.pieces]
        self.details.show_details(
            row_.person or tr("Borrower not known"),
            "\n".join(part for part in (row_.organization, row_.number) if part),
            sections=[
                ("", facts),
                (tr("Pieces: {open} of {all} out").format(open=row_.open_pieces, all=row_.pieces), pieces),
            ],
        )

    def extend(self) -> None:
        day = self.new_due.day()
        if self._loan is None or day is None:
            return
        number = self._loan.row.number
        self._do(
            ExtendLoan(self._loan.row.id, day),
            tr("{number} is due on {date} now").format(number=number, date=say_date(day)),
        )

    def remind(self) -> None:
        """A letter to the borrower about what is overdue."""
        self._show_paper(reminder)

    def pass_gate(self) -> None:
        """What the gatekeeper checks before the pieces leave."""
        self._show_paper(loan_gate_pass)

    def _show_paper(self, set_: Callable[..., Slip]) -> None:
        loan, work, clerk = self._loan, self._work, self._work.actor().name
        if loan is None:
            return

        def make() -> Slip:
            return set_(loan, site_name=work.queries.site().name, clerk=clerk, today=work.bus.clock.today())

        self.notice.hide()
        show_companion(work, make, self, failed=lambda error: work.errors.show(error, banner=self.notice))

    def confirm(self) -> None:
        if self._loan is not None:
            number = self._loan.row.number
            self._do(
                ConfirmPaperApproval(self._loan.row.id, self.reference.text()),
                tr("The paper approval of {number} is confirmed").format(number=number),
            )

    def reload(self) -> None:
        """Read the loan again: something about it has changed."""
        if self._loan is None:
            return
        wanted = self._loan.row.id

        def show(loan: LoanDetail | None) -> None:
            if self._loan is not None and self._loan.row.id == wanted:
                self.show_loan(loan) if loan is not None else self.show_nothing()

        self._work.tasks.run(
            lambda: self._work.queries.loan(wanted), owner=self, done=show, failed=self._work.errors.show
        )

    def _do(self, command: ExtendLoan | ConfirmPaperApproval, text: str) -> None:
        self.notice.hide()

        def done(_changes: Changes) -> None:
            self.said.emit(text, "good", None)
            self.reload()

        self._work.perform(
            command, owner=self, done=done, failed=lambda error: self._work.errors.show(error, banner=self.notice)
        )


def _beside(field: Field, button: Button) -> QHBoxLayout:
    """A field and, on the line of its editor, the button that acts on it."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(field, 1)
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    return line
