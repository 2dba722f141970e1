"""Hand-out: borrower and date once, scan many, one summary, one slip."""

from __future__ import annotations

from functools import partial

from app.domain import ids
from app.domain.asset import Status
from app.domain.errors import DomainError
from app.domain.loan import RequestStatus
from app.domain.numbering import group_tag_number
from app.services.commands.attachments import AttachFile
from app.services.commands.base import Command
from app.services.commands.inventory import FinishRepair
from app.services.commands.loans import HandOut, SubmitRequest
from app.services.desk import rehearse
from app.services.ports import Changes
from app.services.queries import AssetRow, RequestRow
from ui.authority import say_knowledge
from ui.i18n import tr
from ui.loan_desk.basket import Standing
from ui.loan_desk.lending import LendingDesk
from ui.loan_desk.rows import Mend, awaited_row
from ui.loan_desk.summary import Summary, money_facts
from ui.loan_desk.tally import Tally
from ui.moments import say_date
from ui.widgets import Button, EmptyState, ScanRow, ask, bind_keys
from ui.workplace import Workplace


class HandOutDesk(LendingDesk):
    """What is scanned is handed out, or asked for; or an approved request is handed out."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work, tr("Scanned for hand-out"))
        self.summary: Summary | None = None
        self.hand_out_button = Button(
            tr("&Hand out", "what is scanned"),
            "primary",
            icon_name="out",
            shortcut="Ctrl+Return",
            on_click=self.hand_out,
        )
        self.request_button = Button(tr("&Submit request"), icon_name="approval", on_click=self.submit_request)
        bind_keys(self, {"Ctrl+Shift+Return": self.request_button.click})  # its own shortcut is its Alt+letter
        self.request_button.setToolTip("Ctrl+Shift+Enter")
        self.next_button = Button(tr("Ne&xt borrower"), "quiet", on_click=self.ask_clear)
        empty = EmptyState(
            "scan",
            tr("Scan what goes out"),
            tr("Say who borrows and until when, then scan piece after piece. Scanning a person sets the borrower."),
        )
        self.arrange(self.form, empty, Tally(self.request_button, self.hand_out_button))
        self.tally.offer.clicked.connect(lambda _on=False: self.take_more())
        self.changed()

    # Requests

    def fill_from(self, request: RequestRow, assets: list[AssetRow]) -> None:
        """Hand this approved request out: its borrower and date, and its lines to be scanned."""
        self.clear_all()
        self.form.set_person(request.person_id, request.person, request.organization_id, request.organization)
        self.form.due.set_day(max(request.due_on, self.today()))
        self.form.reason.setText(request.reason)
        self.request = request
        for asset in assets:
            if asset.status is Status.RESERVED:
                self.put(asset, Standing.AWAITED, awaited_row(asset, self.work.here()))
        self.changed()

    def expected(self) -> list[AssetRow]:
        """The pieces of the request that is handed out; none without one."""
        if self.request is None:
            return []
        named = set(self.request.asset_ids)
        pieces = self.basket.of(Standing.AWAITED, Standing.TAKEN)
        return [piece.asset for piece in pieces if piece.asset.id in named]

    def _request_id(self, taken: tuple[str, ...]) -> str | None:
        """The approved request that stands behind it: the one chosen, else one that names what is taken."""
        if self.request is not None:
            return self.request.id
        granted = [
            one
            for one in self._record.requests
            if one.status is RequestStatus.APPROVED and not set(taken).isdisjoint(one.asset_ids)
        ]
        return granted[0].id if granted else None

    # Acting

    def mend(self, number: int, row: ScanRow) -> None:
        if self.see_elsewhere(number, row):
            return
        what = row.about if isinstance(row.about, Mend) else Mend("leave")
        piece = self.basket.at_row(number)
        match what.kind, what.about:
            case "borrower", (str(organization), str(person)):
                organization_id = ids.organization_id(organization)
                self.form.set_person(ids.person_id(organization_id, person), person, organization_id, organization)
            case "new_person", str(name):
                self.form.set_new_person(name)
                self.scans.settle(number)
            case "take_back", str(tag):
                self._leave_out(number)
                self.elsewhere.emit("take_back", tag)
            case "request", number_of_request:
                self.elsewhere.emit("requests", str(number_of_request))
            case "repaired", AssetRow() as asset:
                self.perform(FinishRepair((asset.id,)), done=lambda _changes: self.take_scan(asset.tag_number))
            case _:
                self._leave_out(number)
        if piece is None:
            self.changed()

    def _leave_out(self, number: int) -> None:
        piece = self.basket.at_row(number)
        if piece is not None:
            piece.standing, piece.refusal = Standing.DROPPED, None
        self.scans.settle(number)
        self.changed()

    def hand_out(self) -> None:
        """Check the form, ask the rules, then show the summary; nothing is written before it is agreed to."""
        taken, due, photo = self._ready(), self.form.due.day(), self.form.photo.kept
        if not taken or due is None:
            return
        command = HandOut(
            organization_id=self.form.organization_id(),
            person_id=self.form.person_id(),
            asset_ids=taken,
            due_on=due,
            request_id=self._request_id(taken),
            approval_reference=self.form.reference.text().strip(),
            approval_evidence=photo.sha256 if photo else "",
            reason=self.form.reason.text().strip(),
        )
        commands, actor = [*self.form.registrations(), command], self.work.actor()
        if photo is not None:
            commands.append(AttachFile(command.loan_id, photo.sha256, photo.name, photo.media_type, photo.size))
        self.notice.hide()

        def heard(refusal: DomainError | None) -> None:
            if refusal is not None:
                self.work.errors.show(refusal, banner=self.notice)
            else:
                self._show_summary(commands, command)

        self.work.tasks.run(
            lambda: rehearse(self.work.bus, actor, *commands), owner=self, done=heard, failed=self.work.errors.show
        )

    def _show_summary(self, commands: list[Command], command: HandOut) -> None:
        cautions = []
        refused, awaited = len(self.basket.of(Standing.REFUSED)), len(self.basket.of(Standing.AWAITED))
        if awaited:
            cautions.append(tr("{n} requested pieces were not scanned and stay reserved.").format(n=awaited))
        if refused:
            cautions.append(tr("{n} refused pieces stay here.").format(n=refused))
        if command.request_id is None:
            cautions.append(tr("No approved request stands behind it: it will be marked “to be confirmed”."))
        who, count = self.form.person_name(), len(command.asset_ids)
        facts = [
            (tr("Borrower"), f"{who} · {self.form.organization_name()}"),
            (tr("Due back"), say_date(command.due_on)),
            *self._approval_facts(command),
            *money_facts(count, self.basket.value_fen()),
        ]
        accept = tr("&Hand out", "what is scanned")
        self.summary = Summary(tr("Hand out?"), accept, self, facts=facts, pieces=self._names(), cautions=cautions)
        done = partial(self._handed_out, who, count)
        self.summary.accepted.connect(lambda: self.perform(*commands, done=done))
        self.summary.open()

    def _approval_facts(self, command: HandOut) -> list[tuple[str, str]]:
        """Of when the approval is known that stands behind it: it may have been withdrawn at the city since."""
        knowledge = say_knowledge(self.work.here())
        return [(tr("Approval known"), knowledge)] if command.request_id is not None and knowledge else []

    def _handed_out(self, who: str, count: int, changes: Changes) -> None:
        self.clear_all()
        self.tell(tr("{n} pieces handed out to {person}").format(n=count, person=who), changes)
        for number in changes.documents:
            self.issued.emit(number)

    def submit_request(self) -> None:
        """Ask for what is scanned instead of handing it out; it is reserved from then on."""
        taken, due = self._ready(), self.form.due.day()
        if not taken or due is None:
            return
        command = SubmitRequest(
            organization_id=self.form.organization_id(),
            person_id=self.form.person_id(),
            asset_ids=taken,
            due_on=due,
            reason=self.form.reason.text().strip(),
        )
        self.perform(*self.form.registrations(), command, done=lambda changes: self._submitted(changes, len(taken)))

    def _submitted(self, changes: Changes, count: int) -> None:
        self.clear_all()
        number = changes.documents[-1] if changes.documents else ""
        self.tell(tr("Request {number} for {n} pieces waits for approval").format(number=number, n=count), changes)

    def _ready(self) -> tuple[str, ...]:
        """The pieces to act on; empty, with the reason told, where something is missing."""
        if not self.form.check(self.today()):
            return ()
        taken = self.basket.ids(Standing.TAKEN)
        if not taken:
            self.notice.tell("attention", tr("Nothing is scanned yet"), tr("Scan at least one piece that may go."))
        return taken

    def ask_clear(self) -> None:
        """The next borrower: ask first where something would be lost."""
        if not self.basket.of(Standing.TAKEN) and self.form.empty():
            self.clear_all()
            return
        ask(
            self,
            tr("Begin with the next borrower?"),
            tr("What was scanned is taken off the list. Nothing was handed out."),
            tr("&Begin anew"),
            on_accept=self.clear_all,
        )

    def clear_all(self) -> None:
        self.request = None
        self._more = ()
        self.clear()
        self.form.clear(self.today())

    def _names(self) -> list[str]:
        return [f"{p.asset.name}  {group_tag_number(p.asset.tag_number)}" for p in self.basket.of(Standing.TAKEN)]
