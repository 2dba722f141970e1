"""Each part in each state."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from ui.gallery.specimens import STATUSES, scan_rows, specimen_columns, specimens
from ui.i18n import tr
from ui.theme import pixmap
from ui.widgets import (
    ActivityBar,
    Banner,
    Button,
    Card,
    CheckBox,
    Choice,
    ChoiceBox,
    DataTable,
    DateField,
    DetailPanel,
    EmptyState,
    Field,
    Happening,
    IconButton,
    KeyMark,
    Label,
    ProgressPanel,
    RowsModel,
    ScanBox,
    ScanLog,
    Segmented,
    StatusChip,
    SuggestBox,
    TablePanel,
    TextArea,
    TextField,
    column,
    row,
    suggest_from,
)


def _buttons() -> QWidget:
    card = Card()
    off = Button(tr("Not now"), "primary")
    off.setEnabled(False)
    off2 = Button(tr("Not now"))
    off2.setEnabled(False)
    card.body.addLayout(
        row(
            Button(tr("&Hand out"), "primary", icon_name="out", shortcut="Ctrl+Return"),
            Button(tr("&Import a ledger"), icon_name="import"),
            Button(tr("&Details"), "quiet", icon_name="info"),
            Button(tr("&Void the label"), "danger", icon_name="disposed"),
            off,
            off2,
            IconButton("print", tr("Print")),
            KeyMark("F3"),
            None,
        )
    )
    card.body.addLayout(
        row(
            Segmented(
                [("out", tr("Hand &out")), ("back", tr("Take &back")), ("extend", tr("E&xtend"))],
                name=tr("What to do"),
            ),
            16,
            *_ticks(),
            None,
        )
    )
    return card


def _ticks() -> list[QWidget]:
    on, off, one = CheckBox(tr("&Print the slip")), CheckBox(tr("&Two copies")), QRadioButton(tr("&Good"))
    on.setChecked(True)
    one.setChecked(True)
    off.setEnabled(False)
    return [on, off, one]


def _fields() -> QWidget:
    card = Card()
    people = [Choice(1, "张㛃", "邹城市教育局"), Choice(2, "张䶮", "峄山镇人民政府")]
    person = SuggestBox(suggest_from(people))
    person.set_choice(people[0])
    wrong = Field(tr("&Serial number"), TextField("12O45"))
    wrong.set_error(tr("A serial number has no letter O here. Did you mean 12045?"))
    locked = TextField("37088301")
    locked.setEnabled(False)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    fields = [
        Field(tr("&Name"), TextField("台式计算机 联想启天M437"), required=True),
        Field(tr("&Borrower"), person, hint=tr("Name, pinyin initials or card")),
        wrong,
        Field(tr("&Warehouse"), ChoiceBox([(1, "通用仓"), (2, "罚没仓"), (3, "公益仓")])),
        Field(tr("&Due date"), DateField(date(2026, 12, 31))),
        Field(tr("Si&te"), locked),
        Field(tr("Not&e"), TextArea("", hint=tr("What the next person should know"), lines=2)),
    ]
    for at, field in enumerate(fields):
        grid.addWidget(field, at // 3, at % 3, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(grid)
    return card


def _scanning() -> QWidget:
    card = Card()
    card.body.addWidget(ScanBox())
    log = ScanLog()
    for one in scan_rows():
        log.add(one)
    log.setFixedHeight(5 * 64 + 2)
    card.body.addWidget(log)
    return card


def _notices() -> QWidget:
    card = Card()
    for meaning, title, text in (
        ("good", tr("412 pieces imported"), tr("Three rows were left out; they are saved with their reasons.")),
        ("attention", tr("The line is down"), tr("Hand-outs of this site's property go on; the rest waits.")),
        ("problem", tr("The disk is full"), tr("Nothing was changed. Free some space and try again.")),
        ("information", tr("A newer ledger is here"), tr("It has 20 more rows than the one imported in May.")),
    ):
        card.body.addWidget(Banner(meaning, title, text, "", Button(tr("Show"))))
    chips = row(*(StatusChip.for_status(code) for code in STATUSES), None, spacing=8)
    card.body.addLayout(chips)
    bar = ActivityBar()
    bar.say(tr("Two pieces handed out to {name}").format(name="张㛃"), "good", lambda: None)
    card.body.addWidget(bar)
    return card


def waiting() -> QWidget:
    times = iter((0.0, 30.0))
    panel = ProgressPanel(tr("Importing the ledger"), clock=lambda: next(times))
    panel.show_progress(8_200, 20_000)
    empty = EmptyState(
        "vehicle",
        tr("No vehicles yet"),
        tr("Cars of the pool stand here with their papers, keys and journeys."),
        Button(tr("Add the &first car"), "primary", icon_name="add"),
    )
    return _boxed(row(_boxed(column(panel, None)), empty, spacing=12))


def specimen_table() -> QWidget:
    table = DataTable(RowsModel(specimen_columns(), specimens()), name=tr("Inventory"))
    table.setMinimumHeight(300)
    table.selectRow(2)
    detail = DetailPanel(tr("Details"))
    one = specimens(3)[2]
    detail.show_details(
        one.name,
        one.id,
        status="lent",
        sections=[
            (
                tr("Loan"),
                [(tr("Borrower"), "邹城市教育局 张㛃"), (tr("Due date"), "2026年12月31日")],
            ),
            (tr("Property"), [(tr("Warehouse"), "通用仓"), (tr("Original value (yuan)"), "3,258.00")]),
        ],
        buttons=[Button(tr("Take &back"), "primary", icon_name="in")],
        history=[
            Happening(one.seen, tr("Handed out"), "王敏", "out"),
            Happening(one.seen - timedelta(days=4), tr("Taken in"), "王敏", "in"),
        ],
        history_title=tr("History"),
    )
    detail.setMinimumHeight(380)
    detail.setFixedWidth(320)
    return _boxed(row(TablePanel(table), detail, spacing=12))


def _icons() -> QWidget:
    from importlib.resources import files

    card = Card()
    grid = QGridLayout()
    names = sorted(entry.name[:-4] for entry in (files("resources") / "icons").iterdir() if entry.name.endswith(".svg"))
    for at, name in enumerate(names):
        picture = QLabel()
        picture.setPixmap(pixmap(name, "text", 24))
        picture.setToolTip(name)
        words = Label(name, "muted")
        cell = _boxed(row(picture, words, None))
        grid.addWidget(cell, at // 8, at % 8)
    card.body.addLayout(grid)
    return card


def _boxed(layout: object) -> QWidget:
    box = QWidget()
    box.setLayout(layout)  # type: ignore[arg-type]
    return box


def sections() -> list[tuple[str, Callable[[], QWidget]]]:
    """The parts of the gallery, by title."""
    return [
        (tr("Buttons and choices"), _buttons),
        (tr("Fields"), _fields),
        (tr("Scanning"), _scanning),
        (tr("Notices"), _notices),
        (tr("Waiting and beginning"), waiting),
        (tr("Tables and details"), specimen_table),
        (tr("Icons"), _icons),
    ]
