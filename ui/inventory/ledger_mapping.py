"""Import, second: which column means what, and what comes of it in the first rows."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.ledger import REQUIRED_COLUMNS, Rejection
from app.domain.ledger import Column as Meaning
from app.exchange import LedgerPeek, SheetMapping
from ui.i18n import tr
from ui.inventory.filters import suggest_organizations
from ui.inventory.ledger_preview import PreviewRow, header_at, heading_of, renamed, understood
from ui.inventory.ledger_words import column_name, reason
from ui.widgets import (
    Banner,
    Button,
    Card,
    ChoiceBox,
    Column,
    DataTable,
    Field,
    Label,
    RowsModel,
    SuggestBox,
    TextField,
    column,
    row,
)
from ui.workplace import Workplace

_KINDS = {
    Meaning.QUANTITY: "number",
    Meaning.VALUE: "money",
    Meaning.DEPRECIATION: "money",
    Meaning.ACQUIRED_ON: "date",
    Meaning.SERVICE_YEARS: "number",
}
_WIDTHS = {Meaning.CARD_NUMBER: 180, Meaning.NAME: 140, Meaning.QUANTITY: 64, Meaning.USE_STATE: 84, Meaning.UNIT: 64}


def _verdict(preview: PreviewRow) -> str:
    if isinstance(preview.result, Rejection):
        return tr("Rejected: {reason}").format(reason=reason(preview.result).title)
    return tr("Good") if preview.result else ""


class MappingStep(QWidget):
    """Sheet, office and columns on the left; the first rows as they will be understood on the right."""

    sheet_asked = Signal(str)
    check_asked = Signal()
    left = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._today = work.bus.clock.today
        self._peek: LedgerPeek | None = None
        self._mapping: SheetMapping | None = None
        self.corrected = False
        self.sheet = ChoiceBox()
        self.header_row = ChoiceBox()
        self.organization = SuggestBox(suggest_organizations(work, self), allow_new=True)
        self.code = TextField(limit=18)
        self._organization = Field(tr("&Office of the ledger"), self.organization, required=True)
        self.notice = Banner("attention", "", closable=False)
        self.notice.hide()
        self.columns = {meaning: ChoiceBox() for meaning in Meaning}
        for meaning, box in self.columns.items():
            box.setAccessibleName(tr("Column for {meaning}").format(meaning=column_name(meaning)))
            box.chosen.connect(partial(self._rename, meaning))
        self.rows = RowsModel(self._preview_columns(), id_of=lambda one: one.row)
        self.table = DataTable(self.rows, name=tr("First rows as understood"), dense=True, sortable=False)
        self.back = Button(tr("&Back"), on_click=self.left.emit)
        self.check = Button(tr("&Check the list"), "primary", shortcut="Ctrl+Return", on_click=self._ask_check)
        self._build()
        self.sheet.chosen.connect(lambda key: self.sheet_asked.emit(str(key)))
        self.header_row.chosen.connect(self._set_header)

    def _preview_columns(self) -> list[Column]:
        columns = [
            Column("row", tr("Row"), lambda one: one.row, "number", 56),
            Column("verdict", tr("Result"), _verdict, width=150),
        ]
        for meaning in Meaning:
            value = partial(PreviewRow.value, column=meaning)
            kind = _KINDS.get(meaning, "text")
            columns.append(Column(meaning.value, column_name(meaning), value, kind, _WIDTHS.get(meaning, 110)))  # type: ignore[arg-type]
        return columns

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        for at, (meaning, box) in enumerate(self.columns.items()):
            mark = " *" if meaning in REQUIRED_COLUMNS else ""
            grid.addWidget(Label(column_name(meaning) + mark), at, 0)
            grid.addWidget(box, at, 1)
        grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setLayout(grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        left = Card()
        left.setFixedWidth(312)
        left.body.addWidget(Label(tr("Meaning and column of the list"), "strong"))
        left.body.addWidget(scroll, 1)
        self._sheet = Field(tr("&Sheet"), self.sheet)
        self._header = Field(tr("&Header in row"), self.header_row)
        head = row(self._organization, Field(tr("Office co&de"), self.code), self._sheet, self._header, spacing=12)
        for at, weight in enumerate((5, 2, 3, 2)):
            head.setStretch(at, weight)
        right = column(Label(tr("The first rows as they will be understood"), "strong"), self.table)
        middle = row(left, spacing=12)
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.notice)
        whole.addLayout(middle, 1)
        whole.addLayout(row(None, self.back, self.check))

    @property
    def mapping(self) -> SheetMapping | None:
        return self._mapping

    def show_peek(self, peek: LedgerPeek) -> None:
        """A file, or another sheet of it, was looked into."""
        self._peek, self._mapping, self.corrected = peek, peek.mapping, False
        self.sheet.set_choices([(one, one) for one in peek.sheets], peek.sheet)
        self._sheet.setVisible(len(peek.sheets) > 1)
        rows = [(number, str(number)) for number in range(1, len(peek.preview) + 1)]
        self.header_row.set_choices(rows, peek.mapping.header_rows[-1] if peek.mapping else 1)
        heading = heading_of(peek, peek.mapping)
        if heading is not None and heading.unit_name:
            self.organization.setText(heading.unit_name)
            self.code.setText(heading.unit_code)
        if self._mapping is None and peek.preview:
            self._mapping = header_at(peek, 1)
        self._show_mapping()

    def _set_header(self, number: object) -> None:
        if self._peek is not None and isinstance(number, int):
            self._mapping = header_at(self._peek, number)
            self.corrected = True
            self._show_mapping()

    def _rename(self, meaning: Meaning, index: object) -> None:
        if self._mapping is not None:
            self._mapping = renamed(self._mapping, meaning, index if isinstance(index, int) else None)
            self.corrected = True
            self._show_mapping()

    def _show_mapping(self) -> None:
        if self._peek is None or self._mapping is None:
            return
        labels = [(index, label.replace("\n", " ") or tr("Column {n}").format(n=index + 1))
                  for index, label in enumerate(self._mapping.labels)]  # fmt: skip
        for meaning, box in self.columns.items():
            box.set_choices([(None, tr("none")), *labels], self._mapping.columns.get(meaning))
        self.rows.set_rows(understood(self._peek, self._mapping, self._today()))
        for at, meaning in enumerate(Meaning, 2):
            self.table.setColumnHidden(at, meaning not in self._mapping.columns)
        missing = self._mapping.missing
        self.check.setEnabled(not missing)
        if missing:
            names = tr(", ").join(column_name(one) for one in missing)
            self.notice.tell(
                "attention",
                tr("These columns are still missing: {names}").format(names=names),
                "",
                tr("Choose on the left which column of the list holds them."),
            )
        else:
            self.notice.hide()

    def _ask_check(self) -> None:
        organization = self.organization.text().strip()
        self._organization.set_error("" if organization else tr("Whose ledger is it?"))
        if organization:
            self.check_asked.emit()
        else:
            self.organization.setFocus()
