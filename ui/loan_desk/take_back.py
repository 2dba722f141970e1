"""Take-back: scan many, say in which condition each came, one slip."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from app.domain.asset import Condition
from app.domain.money import format_yuan, parse_yuan
from app.domain.numbering import group_tag_number
from app.services.commands.loans import Returned, TakeBack
from app.services.ports import Changes
from app.services.queries import AssetRow, LoanDetail, ScanKind
from ui.i18n import tr
from ui.loan_desk.basket import Piece, Standing
from ui.loan_desk.desk import Desk
from ui.loan_desk.lookup import Back, to_take_back
from ui.loan_desk.rows import MEND_KEY, Mend, already_row, back_row, refused_row
from ui.loan_desk.summary import Summary, money_facts
from ui.loan_desk.tally import Tally
from ui.scanning.place import place_words
from ui.widgets import Button, Card, Choice, EmptyState, Field, ScanRow, Segmented, TextField
from ui.workplace import Workplace

CONDITION_KEYS = {Condition.GOOD: "Ctrl+1", Condition.DAMAGED: "Ctrl+2", Condition.INCOMPLETE: "Ctrl+3"}


@dataclass(slots=True)
class Coming:
    """How one piece comes back; without a loan where only another PC can know of one."""

    loan: LoanDetail | None
    condition: Condition = Condition.GOOD
    liability: str = ""
    repair_fen: int = 0


class ConditionForm(Card):
    """Condition, liability and repair cost of the piece that is marked in the log."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.condition = Segmented(
            [
                (Condition.GOOD, tr("Good  Ctrl+1")),
                (Condition.DAMAGED, tr("Damaged  Ctrl+2")),
                (Condition.INCOMPLETE, tr("Incomplete  Ctrl+3")),
            ],
            name=tr("Condition"),
        )
        self.liability = TextField(hint=tr("Who is liable, and for what"))
        self.repair = TextField(hint="0.00", limit=20)
        self._condition = Field(tr("Condition"), self.condition)
        self._liability = Field(tr("&Liability"), self.liability)
        self._repair = Field(tr("Repair &cost (yuan)"), self.repair)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._condition)
        line.addWidget(self._liability, 1)
        line.addWidget(self._repair)
        self._repair.setFixedWidth(136)
        self.body.addLayout(line)
        self.condition.changed.connect(lambda _key: self._edited())
        self.liability.textEdited.connect(lambda _text: self.changed.emit())
        self.repair.textEdited.connect(lambda _text: self.changed.emit())
        self.show_piece(None)

    def show_piece(self, coming: Coming | None) -> None:
        self.setEnabled(coming is not None)
        coming_condition = coming.condition if coming else Condition.GOOD
        self.condition.set_key(coming_condition)
        if coming is None or self.liability.text().strip() != coming.liability:
            self.liability.setText(coming.liability if coming else "")
        if coming is None or self.repair_fen() != coming.repair_fen:
            self.repair.setText(format_yuan(coming.repair_fen, grouping=False) if coming and coming.repair_fen else "")
        self._repair.set_error("")
        self._follow()

    def repair_fen(self) -> int | None:
        """The repair cost; None where what is typed is no amount."""
        text = self.repair.text().strip()
        try:
            fen = parse_yuan(text) if text else 0
        except ValueError:
            return None
        return fen if fen >= 0 else None

    def say_wrong(self) -> None:
        self._repair.set_error(tr("Not an amount"))
        self.repair.setFocus()

    def _edited(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Liability and cost are asked for where something is wrong with the piece."""
        bad = self.isEnabled() and self.condition.key() is not Condition.GOOD
        self._liability.setEnabled(bad)
        self._repair.setEnabled(bad)


class TakeBackDesk(Desk):
    loan_met = Signal(object)
    """The LoanDetail of the piece scanned or marked."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work, tr("Scanned for take-back"))
        self.form = ConditionForm()
        self.take_back_button = Button(
            tr("&Take back"), "primary", icon_name="in", shortcut="Ctrl+Return", on_click=self.take_back
        )
        self.next_button = Button(tr("Be&gin anew"), "quiet", on_click=self.clear)
        empty = EmptyState(
            "in",
            tr("Scan what comes back"),
            tr("Each piece shows who had it and since when. A slip's number stands for all that is still out on it."),
        )
        self.arrange(self.form, empty, Tally(self.take_back_button))
        self._coming: dict[str, Coming] = {}
        self._rest: tuple[AssetRow, ...] = ()
        self.summary: Summary | None = None
        for condition, key in CONDITION_KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(partial(self.set_condition, condition))
        self.form.changed.connect(self._form_edited)
        self.asset_met.connect(self._show_piece)
        self.tally.offer.clicked.connect(lambda _on=False: self.take_rest())
        self.changed()

    # Scanning

    def take_scan(self, text: str) -> None:
        actor = self.work.actor()
        self.work.tasks.run(
            lambda: to_take_back(self.work, actor, text), owner=self, done=self._show, failed=self.work.errors.show
        )

    def _show(self, back: Back) -> None:
        hit, self.cases = back.hit, back.cases
        if back.doubt is not None:
            self.work.errors.show(back.doubt)
        if hit.kind is ScanKind.ASSET:
            self._meet(hit.assets[0], back)
        elif hit.kind is ScanKind.SEVERAL:
            out = [asset for asset in self.basket.without(hit.assets) if asset.id in back.loans]
            if out:
                self._choose(out, back)
            else:
                self._meet(hit.assets[0], back)
        else:
            words = place_words(hit) or (
                tr("Nothing of this slip is out any more.")
                if hit.kind is ScanKind.DOCUMENT
                else tr("Not the number of a piece or a slip known here. Check and retype.")
            )
            self.add_unknown(hit, words, tr("Leave it out"), MEND_KEY, Mend("leave"))

    def _choose(self, out: list[AssetRow], back: Back) -> None:
        choices = []
        for asset in out:
            row = back.loans[asset.id].row
            hint = " · ".join(
                part for part in (group_tag_number(asset.tag_number), row.person, row.organization) if part
            )
            choices.append((Choice(asset.id, asset.name, hint), partial(self._meet, asset, back)))
        self.work.sounds.play("unknown")
        title = tr("“{text}”: {n} pieces are out. Which came back?").format(text=back.hit.text, n=len(out))
        self.choose(title, choices, many=True)

    def _meet(self, asset: AssetRow, back: Back) -> None:
        refusal, loan = back.refusals.get(asset.id), back.loans.get(asset.id)
        if self.basket.holds(asset.id):
            self.add_row(already_row(asset))
            self.work.sounds.play("refused")
        elif refusal is not None or loan is None:
            if refusal is not None:
                row = refused_row(asset, refusal, self.work.errors.names, self.work.here())
                self.put(asset, Standing.REFUSED, row, refusal)
            self.work.sounds.play("refused")
        else:
            self._take(asset, loan)
            self.work.sounds.play("done")
            self._offer_rest(loan)
        self.add_case(asset)
        self.changed()

    def _take(self, asset: AssetRow, loan: LoanDetail) -> None:
        coming = Coming(loan)
        self._coming[asset.id] = coming
        self.put(asset, Standing.TAKEN, self._row(asset, coming))
        self.scans.setCurrentIndex(self.scans.log().index(0))
        self.asset_met.emit(asset)

    def _take_all_the_same(self, piece: Piece) -> None:
        """No loan is known here, yet the piece lies on the counter: its row joins the take-back."""
        coming = self._coming[piece.asset.id] = Coming(None)
        piece.standing, piece.refusal = Standing.TAKEN, None
        self.show_row(piece.row, self._row(piece.asset, coming))
        self.work.sounds.play("done")
        self.asset_met.emit(piece.asset)
        self.changed()

    def _offer_rest(self, loan: LoanDetail) -> None:
        out = [piece.asset for piece in loan.pieces if piece.returned_at is None and not piece.disputed]
        self._rest = tuple(self.basket.without(out))
        self._rest_loan = loan
        self.tally.show_offer(tr("The other {n} of this loan").format(n=len(self._rest)) if self._rest else "")

    def expected(self) -> list[AssetRow]:
        """All that is still out on the loans met."""
        loans = {one.loan.row.id: one.loan for one in self._coming.values() if one.loan is not None}
        out = [piece for loan in loans.values() for piece in loan.pieces if piece.returned_at is None]
        return [piece.asset for piece in out if not piece.disputed]

    def take_rest(self) -> None:
        """All that is still out on the loan met last came back with it."""
        rest, self._rest = self._rest, ()
        self.tally.show_offer("")
        for asset in rest:
            self._take(asset, self._rest_loan)
        self.changed()

    # Condition

    def set_condition(self, condition: Condition) -> None:
        """Of the marked piece, else of the one scanned last."""
        if self.form.isEnabled():
            self.form.condition.set_key(condition)
            self.form._edited()
            if condition is not Condition.GOOD:
                self.form.liability.setFocus()

    def _show_piece(self, asset: AssetRow) -> None:
        coming = self._coming.get(asset.id) if self.basket.holds(asset.id) else None
        self.form.show_piece(coming)
        if coming is not None and coming.loan is not None:
            self.loan_met.emit(coming.loan)

    def _form_edited(self) -> None:
        piece = self.current_piece()
        coming = self._coming.get(piece.asset.id) if piece else None
        if piece is None or coming is None:
            return
        condition = self.form.condition.key()
        coming.condition = condition if isinstance(condition, Condition) else Condition.GOOD
        good = coming.condition is Condition.GOOD
        coming.liability = "" if good else self.form.liability.text().strip()
        coming.repair_fen = 0 if good else self.form.repair_fen() or 0
        self.show_row(piece.row, self._row(piece.asset, coming))

    def _row(self, asset: AssetRow, coming: Coming) -> ScanRow:
        return back_row(
            asset,
            coming.loan,
            self.today(),
            coming.condition,
            coming.liability,
            coming.repair_fen,
            self.work.here(),
        )

    # Acting

    def mend(self, number: int, row: ScanRow) -> None:
        if self.see_elsewhere(number, row):
            return
        piece = self.basket.at_row(number)
        if piece is not None and isinstance(row.about, Mend) and row.about.kind == "without_loan":
            self._take_all_the_same(piece)
            return
        if piece is not None:
            piece.standing = Standing.DROPPED
        self.scans.settle(number)
        self.changed()

    def take_back(self) -> None:
        """Show the summary; nothing is written before it is agreed to."""
        taken = self.basket.of(Standing.TAKEN)
        if not taken:
            self.notice.tell("attention", tr("Nothing is scanned yet"), tr("Scan at least one piece that came back."))
            return
        if self.form.isEnabled() and self.form.repair_fen() is None:
            self.form.say_wrong()
            return
        loans = [self._coming[p.asset.id].loan for p in taken]
        people = dict.fromkeys(loan.row.person for loan in loans if loan is not None)
        bad = [p for p in taken if self._coming[p.asset.id].condition is not Condition.GOOD]
        owed = sum(self._coming[p.asset.id].repair_fen for p in taken)
        cautions = []
        if bad:
            cautions.append(tr("{n} pieces go to repair, not back on the shelf.").format(n=len(bad)))
        if owed:
            cautions.append(tr("The borrower owes {amount} yuan for repair.").format(amount=format_yuan(owed)))
        unknown = loans.count(None)
        if unknown:
            cautions.append(
                tr(
                    "{n} pieces are not known as lent here: the slip is provisional until the city has the hand-out."
                ).format(n=unknown)
            )
        facts = [
            (tr("From"), "、".join(name for name in people if name) or tr("Borrower not known")),
            *money_facts(len(taken), self.basket.value_fen()),
        ]
        self.summary = Summary(
            tr("Take back?"),
            tr("&Take back"),
            self,
            facts=facts,
            pieces=[f"{p.asset.name}  {group_tag_number(p.asset.tag_number)}" for p in taken],
            cautions=cautions,
        )
        self.summary.accepted.connect(self._take_back_now)
        self.summary.open()

    def _take_back_now(self) -> None:
        taken = self.basket.of(Standing.TAKEN)
        pieces = tuple(
            Returned(p.asset.id, coming.condition, coming.liability, coming.repair_fen, coming.loan is None)
            for p in taken
            if (coming := self._coming.get(p.asset.id)) is not None
        )
        self.perform(TakeBack(pieces), done=lambda changes: self._taken_back(changes, len(pieces)))

    def _taken_back(self, changes: Changes, count: int) -> None:
        self.clear()
        self.tell(tr("{n} pieces taken back").format(n=count), changes)
        for number in changes.documents:
            self.issued.emit(number)

    def clear(self) -> None:
        self._coming.clear()
        self._rest = ()
        super().clear()
        self.form.show_piece(None)

    def changed(self) -> None:
        """Shows what lies on the desk now; a notice about what lay there before is out of date."""
        self.notice.hide()
        taken = self.basket.of(Standing.TAKEN)
        value = tr("{amount} yuan").format(amount=format_yuan(self.basket.value_fen()))
        self.tally.show_tally(len(taken), value, refused=len(self.basket.of(Standing.REFUSED)))
