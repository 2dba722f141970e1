"""Import, third: what was read, what cannot be taken, and what is to be done with it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from app.domain.ledger import USE_STATES
from app.domain.money import format_yuan
from app.exchange import LedgerReading
from ui.i18n import tr
from ui.inventory.ledger_words import column_name, doubt, normalised, reason
from ui.widgets import (
    Button,
    Card,
    Column,
    DataTable,
    Label,
    RowsModel,
    Segmented,
    TablePanel,
    column,
    row,
)
from ui.workplace import Workplace

GOOD_ROWS, ALL_OR_NOTHING = "good", "all"
_MOST_WARNINGS = 20


class CheckStep(QWidget):
    """Counts at the left, rejected rows at the right, the choice below."""

    import_asked = Signal()
    left = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._reading: LedgerReading | None = None
        self.rejects_path = Path()
        self._facts = QVBoxLayout()
        self._scroll = QScrollArea()
        self.rows = RowsModel(
            (
                Column("row", tr("Row"), lambda one: one.row, "number", 56),
                Column("column", tr("Column"), lambda one: column_name(one.column), width=90),
                Column("reason", tr("Rejected because"), lambda one: reason(one).title, width=130),
                Column("value", tr("As it stands"), lambda one: one.value, width=140),
                Column("remedy", tr("How to mend it"), lambda one: reason(one).remedy, width=260),
            ),
            id_of=lambda one: one.row,
        )
        self.table = DataTable(
            self.rows, name=tr("Rejected rows"), memory=work.memory, memory_key="inventory/rejected", dense=True
        )
        self.choice = Segmented(
            [(GOOD_ROWS, tr("Import the &good rows, save the others")), (ALL_OR_NOTHING, tr("All or &nothing"))],
            name=tr("What to import"),
        )
        self.where = Label("", "muted")
        self.change = Button(tr("Save them else&where…"), "quiet", on_click=self.choose_rejects)
        self.back = Button(tr("&Back"), on_click=self.left.emit)
        self.accept = Button(
            tr("&Import"), "primary", icon_name="import", shortcut="Ctrl+Return", on_click=self.import_asked.emit
        )
        self._rejected_title = Label("", "strong")
        self._build()
        self.choice.changed.connect(lambda _key: self._show_choice())

    def _build(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left = Card(margin=16)
        left.setFixedWidth(312)
        left.body.addWidget(self._scroll)
        middle = row(left, spacing=12)
        head = row(self._rejected_title, None, self.where, self.change)
        right = column(spacing=8)
        right.addLayout(head)
        right.addWidget(TablePanel(self.table), 1)
        middle.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(middle, 1)
        box.addLayout(row(self.choice, None, self.back, self.accept))

    def show_reading(self, reading: LedgerReading, path: Path) -> None:
        """The file was read; `path` is the file, beside which the rejected rows are proposed to lie."""
        self._reading = reading
        self.rejects_path = path.with_name(tr("{name} - rejected rows").format(name=path.stem) + ".xlsx")
        self.rows.set_rows(reading.rejections)
        self._rejected_title.setText(
            tr("{n} rows cannot be taken").format(n=f"{len(reading.rejections):,}")
            if reading.rejections
            else tr("Every row can be taken")
        )
        self._show_facts(reading)
        self.choice.setVisible(bool(reading.rejections))
        self._show_choice()
        self.accept.setFocus()

    @property
    def saves_rejects(self) -> bool:
        """Whether rejected rows are to be saved beside an import of the good ones."""
        return self._reading is not None and bool(self._reading.rejections)

    def choose_rejects(self) -> QFileDialog:
        """Ask where the rejected rows go; returns the open dialog."""
        dialog = QFileDialog(self, tr("Save the rejected rows"), str(self.rejects_path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Excel workbook (*.xlsx)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(self.rejects_path.name)
        dialog.fileSelected.connect(self._set_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _set_path(self, path: str) -> None:
        self.rejects_path = Path(path)
        self._show_choice()

    def _show_choice(self) -> None:
        if self._reading is None:
            return
        good, rejected = len(self._reading.cards), len(self._reading.rejections)
        whole = rejected and self.choice.key() == ALL_OR_NOTHING
        self.accept.setEnabled(bool(good) and not whole)
        self.accept.set_text(tr("&Import {n} cards").format(n=f"{good:,}"))
        self.change.setVisible(bool(rejected) and not whole)
        if not rejected:
            self.where.setText("")
        elif whole:
            self.where.setText(tr("{n} rows are rejected: mend the list and read it again.").format(n=f"{rejected:,}"))
        else:
            self.where.setText(tr("The others go to {name}").format(name=self.rejects_path.name))
        self.where.setToolTip(str(self.rejects_path))

    def _show_facts(self, reading: LedgerReading) -> None:
        inside = QWidget()
        self._facts = QVBoxLayout(inside)
        self._facts.setContentsMargins(0, 0, 8, 0)
        self._facts.setSpacing(4)
        self._scroll.setWidget(inside)
        pieces = dict.fromkeys(USE_STATES, 0)
        for card in reading.cards:
            pieces[card.use_state] += card.quantity
        value = sum(card.value_fen for card in reading.cards)
        self._group(
            tr("To be imported"),
            [
                (tr("Cards"), f"{len(reading.cards):,}"),
                (tr("Pieces"), f"{sum(pieces.values()):,}"),
                (tr("Value, yuan"), format_yuan(value)),
            ],
        )
        self._group(tr("Pieces by state of use"), [(state, f"{n:,}") for state, n in pieces.items() if n])
        self._group(
            tr("Put right while reading"),
            [(normalised(kind).title, f"{n:,}") for kind, n in reading.normalised.most_common()],
        )
        doubts = [(tr("Row {n}").format(n=warn.row), doubt(warn).meaning) for warn in reading.warnings[:_MOST_WARNINGS]]
        if len(reading.warnings) > _MOST_WARNINGS:
            doubts.append((tr("and"), tr("{n} more").format(n=f"{len(reading.warnings) - _MOST_WARNINGS:,}")))
        self._group(tr("To look at later ({n})").format(n=len(reading.warnings)), doubts)
        self._facts.addStretch(1)

    def _group(self, title: str, facts: list[tuple[str, str]]) -> None:
        if not facts:
            return
        if self._facts.count():
            self._facts.addSpacing(8)
        self._facts.addWidget(Label(title, "strong"))
        for name, text in facts:
            key, words = Label(name, "muted"), Label(text, wrap=not text[:1].isdigit())
            words.setAlignment(Qt.AlignmentFlag.AlignRight if text[:1].isdigit() else Qt.AlignmentFlag.AlignLeft)
            line = row(key, words)
            line.setStretch(1, 1)
            self._facts.addLayout(line)
