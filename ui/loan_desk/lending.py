"""Scanning for a hand-out: who borrows, which pieces come together, which are refused and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from app.domain.errors import DomainError
from app.domain.money import format_yuan
from app.domain.numbering import DocumentKind, group_tag_number
from app.domain.organization import Site
from app.services.desk import lending_refusals
from app.services.queries import AssetRow, PersonRow, RequestRow, ScanHit, ScanKind
from ui.i18n import tr
from ui.loan_desk.basket import Standing
from ui.loan_desk.borrower import BorrowerForm
from ui.loan_desk.desk import Desk
from ui.loan_desk.lookup import BorrowerRecord, Found, to_lend
from ui.loan_desk.rows import BORROWER_KEY, MEND_KEY, Mend, already_row, dropped_row, refused_row, taken_row
from ui.scanning.place import place_words
from ui.widgets import Choice
from ui.workplace import Workplace


class LendingDesk(Desk):
    """The form and the log of a hand-out, until the moment it is written."""

    borrower_changed = Signal(str, str)
    """Organization id and person id of what the form says now; "" where it says nothing."""

    def __init__(self, work: Workplace, name: str) -> None:
        super().__init__(work, name)
        self.form = BorrowerForm(work)
        self.request: RequestRow | None = None
        self._record = BorrowerRecord(None)
        self._borrower = ("", "")
        self._more: tuple[AssetRow, ...] = ()
        self.form.borrower_changed.connect(self._borrower_edited)
        work.tasks.run(work.queries.site, owner=self, done=self._site_known, failed=work.errors.show)

    # Scanning

    def take_scan(self, text: str) -> None:
        actor, (organization, person) = self.work.actor(), self._borrower
        self.work.tasks.run(
            lambda: to_lend(self.work, actor, text, organization, person),
            owner=self,
            done=self._show,
            failed=self.work.errors.show,
        )

    def _show(self, found: Found) -> None:
        hit, self.cases = found.hit, found.cases
        match hit.kind:
            case ScanKind.ASSET:
                self._meet(hit.assets[0], found.refusals.get(hit.assets[0].id))
                self._offer_more(found)
            case ScanKind.SEVERAL:
                self._choose_asset(found)
            case ScanKind.PERSON:
                self._choose_person(hit)
            case ScanKind.ORGANIZATION:
                self._choose_organization(hit)
            case ScanKind.DOCUMENT if hit.document is not None and hit.document.kind is DocumentKind.REQUEST:
                self.elsewhere.emit("requests", hit.document.id)
            case ScanKind.DOCUMENT:
                self.elsewhere.emit("take_back", hit.text)
            case ScanKind.PLACE:
                self.add_unknown(hit, place_words(hit), tr("Leave it out"), MEND_KEY, Mend("leave"))
            case ScanKind.UNKNOWN:
                self._not_known(hit)

    def _meet(self, asset: AssetRow, refusal: DomainError | None) -> None:
        """One piece was named: it joins, it had joined already, or it may not."""
        self.asset_met.emit(asset)
        known = self.basket.get(asset.id)
        if self.basket.holds(asset.id):
            self.add_row(already_row(asset))
            self.work.sounds.play("refused")
            return
        if refusal is not None:
            row = refused_row(asset, refusal, self.work.errors.names, self.work.here())
            self.put(asset, Standing.REFUSED, row, refusal)
            self.work.sounds.play("refused")
        elif known is not None and known.standing is Standing.AWAITED:
            known.standing = Standing.TAKEN
            self.show_row(known.row, taken_row(asset, self.work.here()))
            self.work.sounds.play("done")
        else:
            self.put(asset, Standing.TAKEN, taken_row(asset, self.work.here()))
            self.work.sounds.play("done")
        self.add_case(asset)
        self.changed()

    def _offer_more(self, found: Found) -> None:
        self._more = tuple(self.basket.without(found.more)) if self.basket.holds(found.hit.assets[0].id) else ()
        self.tally.show_offer(tr("{n} more of this card").format(n=len(self._more)) if self._more else "")

    def take_more(self) -> None:
        """The other pieces of the card scanned last come along."""
        more, self._more = self._more, ()
        self.tally.show_offer("")
        for asset in more:
            self._meet(asset, None)

    def _choose_asset(self, found: Found) -> None:
        free = self.basket.without(found.allowed())
        if not free:
            first = found.hit.assets[0]
            self._meet(first, found.refusals.get(first.id))
            return
        if len(free) == 1 and len(found.hit.assets) == 1:
            self._meet(free[0], None)
            return
        title = tr("“{text}”: {n} pieces can go. Which?").format(text=found.hit.text, n=len(free))
        choices = []
        for one in free:
            facts = (group_tag_number(one.tag_number), one.organization, one.place)
            choice = Choice(one.id, one.name, " · ".join(fact for fact in facts if fact))
            choices.append((choice, partial(self._meet, one, None)))
        self.work.sounds.play("unknown")
        self.choose(title, choices, many=True)

    def _not_known(self, hit: ScanHit) -> None:
        name = hit.text
        if self.form.organization_name() and not any(character.isdigit() for character in name):
            self.add_unknown(
                hit,
                tr("Nothing and nobody of this name is known."),
                tr("New borrower"),
                BORROWER_KEY,
                Mend("new_person", name),
            )
        else:
            words = tr("Not a tag, card or serial number, plate or borrower known here. Check and retype.")
            self.add_unknown(hit, words, tr("Leave it out"), MEND_KEY, Mend("leave"))

    # Borrower

    def _choose_person(self, hit: ScanHit) -> None:
        if len(hit.people) == 1:
            self._set_person(hit.people[0])
            return
        choices = [(Choice(one.id, one.name, one.organization), partial(self._set_person, one)) for one in hit.people]
        self.choose(tr("Several people are called {name}. Who is it?").format(name=hit.text), choices, many=False)

    def _set_person(self, person: PersonRow) -> None:
        self.form.set_person(person.id, person.name, person.organization_id, person.organization)
        self.work.sounds.play("done")

    def _choose_organization(self, hit: ScanHit) -> None:
        if len(hit.organizations) == 1:
            one = hit.organizations[0]
            self.form.set_organization(one.id, one.name)
            self.work.sounds.play("done")
            return
        choices = [
            (Choice(one.id, one.name, one.code), partial(self.form.set_organization, one.id, one.name))
            for one in hit.organizations
        ]
        self.choose(tr("Which organization is it?"), choices, many=False)

    def _borrower_edited(self) -> None:
        now = (self.form.organization_id(), self.form.person_id())
        if now == self._borrower:
            return
        self._borrower = now
        self._record = BorrowerRecord(None)
        if self.request is not None and now[1] and now[1] != self.request.person_id:
            self._leave_request()
        self.borrower_changed.emit(*now)
        checked = self.basket.ids(Standing.TAKEN, Standing.REFUSED)
        actor = self.work.actor()
        if checked:
            self.work.tasks.run(
                lambda: lending_refusals(self.work.bus, actor, checked, *now),
                owner=self,
                done=self._checked_again,
                failed=self.work.errors.show,
            )

    def _checked_again(self, refusals: dict[str, DomainError]) -> None:
        """The borrower is another one: what was free may be refused now, and the other way round."""
        for piece in self.basket.of(Standing.TAKEN, Standing.REFUSED):
            piece.refusal = refusals.get(piece.asset.id)
            piece.standing = Standing.REFUSED if piece.refusal else Standing.TAKEN
            row = (
                refused_row(piece.asset, piece.refusal, self.work.errors.names, self.work.here())
                if piece.refusal
                else taken_row(piece.asset, self.work.here())
            )
            self.show_row(piece.row, row)
        self.changed()

    def know(self, record: BorrowerRecord) -> None:
        """What the borrower has out and was granted; an approved request is then acted under."""
        self._record = record

    def _leave_request(self) -> None:
        self.request = None
        for piece in self.basket.of(Standing.AWAITED):
            piece.standing = Standing.DROPPED
            self.show_row(piece.row, dropped_row(piece.asset))
        self.changed()

    def changed(self) -> None:
        """Shows what lies on the desk now; a notice about what lay there before is out of date."""
        self.notice.hide()
        taken = self.basket.of(Standing.TAKEN)
        self.tally.show_tally(
            len(taken),
            tr("{amount} yuan").format(amount=format_yuan(self.basket.value_fen())),
            refused=len(self.basket.of(Standing.REFUSED)),
            awaited=len(self.basket.of(Standing.AWAITED)),
        )

    def _site_known(self, site: Site) -> None:
        self.form.propose(self.today(), site.loan_days)
