"""Every part in every state, to look at: `build_gallery()` to click through, `save_gallery(folder)` as pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import install_language, language, tr
from ui.shell import PageSpec, Shell, ShellState
from ui.theme import apply_theme, colours, pixmap
from ui.widgets import (
    ActivityBar,
    Banner,
    Button,
    Card,
    CheckBox,
    Choice,
    ChoiceBox,
    Column,
    DataTable,
    DateField,
    DetailPanel,
    EmptyState,
    Field,
    Happening,
    IconButton,
    KeyMark,
    Label,
    Page,
    PageHeader,
    ProgressPanel,
    RowsModel,
    ScanBox,
    ScanLog,
    ScanRow,
    Segmented,
    SessionMemory,
    StatusChip,
    SuggestBox,
    TablePanel,
    TextArea,
    TextField,
    column,
    row,
    suggest_from,
)

STATUSES = (
    "available",
    "reserved",
    "in_transit",
    "lent",
    "rented",
    "allocated",
    "repair",
    "missing",
    "to_dispose",
    "disposed",
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """A row for the tables of the gallery."""

    id: str
    name: str
    status: str
    organization: str
    original_value: int
    taken_in: date
    seen: datetime


def specimens(count: int = 40) -> list[Specimen]:
    """Rows that look like a warehouse."""
    names = (
        "台式计算机 联想启天M437",
        "便携式计算机",
        "A4黑白打印机",
        "办公桌 1.6m",
        "会议椅",
        "文件柜 五节",
        "碎纸机",
    )
    offices = ("邹城市教育局", "邹城市财政局", "邹城市机关事务服务中心", "峄山镇人民政府")
    now = datetime.now(UTC)
    return [
        Specimen(
            id=f"37088301{n:07d}{n % 10}",
            name=names[n % len(names)],
            status=STATUSES[n % len(STATUSES)],
            organization=offices[n % len(offices)],
            original_value=(n * 7919 % 900_000) + 32_504,
            taken_in=date(2026, 1 + n % 11, 1 + n % 27),
            seen=now - timedelta(minutes=17 * n * n),
        )
        for n in range(1, count + 1)
    ]


def specimen_columns() -> list[Column]:
    """One column of each kind."""
    return [
        Column("id", tr("Tag number"), lambda one: one.id, "code", 172),
        Column("name", tr("Name"), lambda one: one.name, width=200),
        Column("status", tr("Status"), lambda one: one.status, "status", 120),
        Column("value", tr("Original value (yuan)"), lambda one: one.original_value, "money", 136),
        Column("organization", tr("Organization"), lambda one: one.organization, width=180),
        Column("taken_in", tr("Taken in"), lambda one: one.taken_in, "date", 124),
        Column("seen", tr("Last seen"), lambda one: one.seen, "moment", 104),
    ]


def scan_rows() -> list[ScanRow]:
    """A row of each outcome, oldest first."""
    return [
        ScanRow("information", tr("Borrower: {name}").format(name="张㛃 · 邹城市教育局"), tr("Due in 30 days")),
        ScanRow("done", "台式计算机 联想启天M437", tr("Handed out, slip line 1"), "370883 01 00001234"),
        ScanRow(
            "refused",
            "便携式计算机",
            tr("Kept by Qufu; this site cannot lend it. Ask for a transfer."),
            "370883 01 00001242",
            tr("Ask for transfer"),
            "Alt+T",
        ),
        ScanRow(
            "unknown", "XC-2019-0081", tr("No tag, card or serial number is like this."), "", tr("Take in"), "Alt+N"
        ),
        ScanRow("refused", "会议椅", tr("Reserved for 李䶮 until 1 December."), "370883 01 00002208", settled=True),
    ]


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


def _waiting() -> QWidget:
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


def _table() -> QWidget:
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
        (tr("Waiting and beginning"), _waiting),
        (tr("Tables and details"), _table),
        (tr("Icons"), _icons),
    ]


class Gallery(QWidget):
    """All parts, with buttons for theme and language."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Parts"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._fill()

    def _fill(self) -> None:
        page = Page()
        themes = Segmented([("light", tr("Light")), ("dark", tr("Dark"))], colours().name, name=tr("Theme"))
        themes.changed.connect(lambda key: self.switch(theme=str(key)))
        tongues = Segmented([("zh_CN", "中文"), ("en", "English")], language(), name=tr("Language"))
        tongues.changed.connect(lambda key: self.switch(tongue=str(key)))
        page.body.addWidget(PageHeader(tr("Parts"), tr("Each state of each part"), themes, tongues))
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 8, 0)
        stack.setSpacing(12)
        for title, make in sections():
            stack.addWidget(Label(title, "strong"))
            stack.addWidget(make())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Parts"))
        area.setWidget(inside)
        page.body.addWidget(area, 1)
        self.inside = inside
        self._box.addWidget(page)

    def switch(self, theme: str = "", tongue: str = "") -> None:
        """Show everything in another theme or language."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if tongue:
                install_language(app, tongue)
            if theme:
                apply_theme(app, theme)
        old = self._box.takeAt(0)
        widget = old.widget() if old else None
        if widget is not None:
            widget.deleteLater()
        self._fill()


def build_gallery() -> QWidget:
    """The gallery as a window, in the theme and language in force."""
    gallery = Gallery()
    gallery.resize(1366, 768)
    return gallery


def specimen_shell() -> Shell:
    """A shell with a table for its page, as one would meet it at a counter."""
    state = ShellState()
    state.set_person("王敏", tr("Clerk"))
    state.set_site("邹城市公物仓")
    state.set_line("down", 12)
    state.set_data_age(datetime.now(UTC) - timedelta(hours=3))

    def inventory() -> QWidget:
        page = Page()
        add = Button(tr("Ta&ke in"), "primary", icon_name="add", shortcut="Ctrl+N")
        page.body.addWidget(
            PageHeader(
                tr("Inventory"), tr("{n} rows").format(n="40"), Button(tr("&Import a ledger"), icon_name="import"), add
            )
        )
        page.body.addWidget(_table(), 1)
        return page

    def desk() -> QWidget:
        page = Page()
        page.body.addWidget(PageHeader(tr("Loan desk"), "", Button(tr("&Hand out"), "primary", icon_name="out")))
        log = ScanLog()
        for one in scan_rows():
            log.add(one)
        page.body.addWidget(log, 1)
        return page

    specs: Sequence[PageSpec] = (
        PageSpec("inventory", tr("Inventory"), "inventory", "F2", inventory),
        PageSpec("desk", tr("Loan desk"), "desk", "F3", desk),
        PageSpec("vehicles", tr("Vehicle pool"), "vehicle", "F4", _waiting),
    )
    shell = Shell(state, specs, SessionMemory(), check_password=lambda _text, answer: answer(tr("Wrong password")))
    shell.say(tr("Two pieces handed out to {name}").format(name="张㛃"), "good", lambda: None)
    return shell


def save_gallery(folder: Path) -> list[Path]:
    """Write a picture of every section and of the shell for light and dark in both languages; returns the files."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the gallery needs a QApplication")
    folder.mkdir(parents=True, exist_ok=True)
    before = (colours().name, language())
    written: list[Path] = []
    for tongue in ("zh_CN", "en"):
        for theme in ("light", "dark"):
            install_language(app, tongue)
            apply_theme(app, theme)
            written += _save_one(folder, f"{theme}-{tongue}")
    apply_theme(app, before[0])
    install_language(app, before[1])
    return written


def _save_one(folder: Path, name: str) -> list[Path]:
    gallery = Gallery()
    gallery.resize(1366, gallery.inside.sizeHint().height() + 100)
    gallery.show()
    shell = specimen_shell()
    shell.show()
    files: list[Path] = []
    shots: list[tuple[str, QWidget]] = [("parts", gallery), ("shell", shell)]
    for what, widget in shots:
        QApplication.processEvents()
        files.append(_grab(widget, folder / f"{what}-{name}.png"))
    shell.show_page("desk")
    QApplication.processEvents()
    files.append(_grab(shell, folder / f"desk-{name}.png"))
    shell.open_palette()
    QApplication.processEvents()
    files.append(_grab(shell, folder / f"palette-{name}.png"))
    shell.lock()
    QApplication.processEvents()
    files.append(_grab(shell, folder / f"lock-{name}.png"))
    for widget in (gallery, shell):
        widget.close()
        widget.deleteLater()
    return files


def _grab(widget: QWidget, path: Path) -> Path:
    if not widget.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
