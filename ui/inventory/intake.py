"""收缴/上交入库: property enters the pool, several items in one go, with slip and labels."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain import ids
from app.domain.asset import Source
from app.domain.classification import Category
from app.domain.money import format_yuan
from app.domain.numbering import is_place_code
from app.domain.organization import Warehouse, WarehouseKind
from app.services.commands.inventory import TakeIn
from app.services.commands.setup import RegisterOrganization
from app.services.ports import Changes
from app.services.queries import ScanHit, ScanKind
from app.services.undo import undo_of
from ui.i18n import tr
from ui.inventory.filters import suggest_organizations
from ui.inventory.intake_lines import MOST_PIECES, field_title, lines_from, totals
from ui.inventory.intake_table import LinesModel, LinesTable
from ui.inventory.papers import show_labels
from ui.inventory.tag_check import TagCheck
from ui.paper import PaperPreview, show_slip
from ui.rfid.setting import ReaderSetting
from ui.scanning.place import place_to_go, unclear_words
from ui.widgets import Banner, Button, ChoiceBox, Field, Label, PageHeader, SuggestBox, TextField, bind_keys, row
from ui.workplace import Workplace

_DRAFT = "inventory/intake"


def sources() -> list[tuple[object, str]]:
    """How property enters the pool at a counter."""
    return [
        (Source.IDLE, tr("Idle")),
        (Source.OVER_STANDARD, tr("Over standard")),
        (Source.LOW_USE, tr("Little used")),
        (Source.TEMPORARY_BODY, tr("Of a temporary body")),
        (Source.LARGE_EVENT, tr("Of a large event")),
        (Source.CONFISCATED, tr("Confiscated")),
        (Source.DONATED, tr("Donated")),
        (Source.PURCHASED, tr("Purchased")),
    ]


class IntakeView(QWidget):
    """The form. What is typed stays when the person leaves, also over a restart."""

    left = Signal()
    tags_asked = Signal(object)
    """Ids of the pieces taken in, whose RFID tags are to be written."""
    said = Signal(str, str, object)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._last = ""  # the number of the intake made last
        self._assets: list[str] = []
        self._wanted_warehouse: object = None
        self.lines = LinesModel(work.bus.clock.today)
        self.table = LinesTable(self.lines)
        self.organization = SuggestBox(suggest_organizations(work, self), allow_new=True)
        self.source = ChoiceBox(sources())
        self.warehouse = ChoiceBox()
        self.handed_over_by = TextField(limit=40)
        self._organization = Field(tr("Handing in &office"), self.organization, required=True)
        self._warehouse = Field(tr("Into &warehouse"), self.warehouse, required=True)
        self.back = Button(tr("&Back"), on_click=self.left.emit)
        self.take_in = Button(
            tr("&Take in and print labels"), "primary", icon_name="in", shortcut="Ctrl+Return", on_click=self.submit
        )
        self.remove = Button(tr("&Remove line"), "quiet", icon_name="remove", on_click=self.table.remove_current)
        self.empty = Button(tr("&Empty the form"), "quiet", on_click=self.start_anew)
        self.slip_button = Button(tr("Handover &slip"), icon_name="document", on_click=self._show_slip)
        self.labels_button = Button(tr("&Labels"), icon_name="tag", on_click=self._show_labels)
        self.tags_button = Button(
            tr("RFID ta&gs"), icon_name="rfid", on_click=lambda: self.tags_asked.emit(self._assets)
        )
        self.notice = Banner("good", "", "", "", self.slip_button, self.labels_button, self.tags_button)
        self.check = TagCheck(work, self)
        self.notice.hide()
        self.total = Label("", "strong")
        self.problem = Label("", "problem", wrap=True)
        self._build()
        self._keep = QTimer(self, singleShot=True, interval=500)
        self._keep.timeout.connect(self.keep_draft)
        self.lines.edited.connect(self._changed)
        self.organization.textChanged.connect(self._changed)
        self.handed_over_by.textChanged.connect(self._changed)
        self._recall()
        bind_keys(self, {"Alt+I": self._go_to_items})

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(
            PageHeader(
                tr("Take in property"),
                tr("Handed in or collected; one line for each kind"),
                self.check.tray.opener,
                self.back,
            )
        )
        box.addWidget(self.notice)
        source = Field(tr("Sour&ce"), self.source)
        by = Field(tr("Handed over b&y"), self.handed_over_by)
        fields = row(self._organization, source, self._warehouse, by, spacing=12)
        for at, weight in enumerate((5, 2, 3, 2)):
            fields.setStretch(at, weight)
        box.addLayout(fields)
        middle = row(self.table, self.check.tray, spacing=12)
        middle.setStretch(0, 1)
        box.addLayout(middle, 1)
        foot = QVBoxLayout()
        foot.setSpacing(4)
        self.problem.setMinimumHeight(self.problem.fontMetrics().lineSpacing())
        foot.addWidget(self.problem)
        foot.addLayout(row(self.total, None, self.empty, self.remove, self.take_in))
        box.addLayout(foot)

    def shown(self) -> None:
        """Learn warehouses and categories, and begin where something is missing."""
        self.check.tray.offer()
        self._work.tasks.run(
            lambda: (self._work.queries.warehouses(), list(self._work.classification())),
            owner=self,
            done=self._learn,
            failed=self._work.errors.show,
            lane="background",
        )
        (self.organization if not self.organization.text() else self.table).setFocus()
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.lines.index(0, 0))

    def take_scan(self, text: str) -> None:
        """A scan here is the serial number of the line in hand; the code of a place says where the line goes."""
        number = self.table.line_in_hand()
        if not is_place_code(text):
            self.table.put("serial", text, number)
            self.said.emit(tr("Serial number of line {n}: {text}").format(n=number + 1, text=text), "information", None)
        self._work.tasks.run(
            lambda: self._work.queries.resolve(text),
            owner=self,
            done=partial(self._set_place, number),
            failed=self._work.errors.show,
        )

    def _set_place(self, number: int, hit: ScanHit) -> None:
        """Of a line, where a place was scanned; one that is named by a code was taken for a serial number before."""
        if hit.kind is not ScanKind.PLACE:
            return
        if self.lines.text("serial", number) == hit.text:
            self.table.put("serial", "", number)
        place = place_to_go(hit, self.warehouse)
        refusal = unclear_words(hit) if place is None else ""
        if place is not None and place.warehouse_id != self.warehouse.key() and self._others_have_places(number):
            refusal = tr("Other lines have places in “{warehouse}” already; an intake goes into one warehouse.").format(
                warehouse=self.warehouse.currentText()
            )
        if place is None or refusal:
            self._work.sounds.play("unknown")
            self.said.emit(refusal, "attention", None)
            return
        self.table.put("place", place.name, number)
        self.warehouse.set_key(place.warehouse_id)
        words = tr("Place of line {n}: {place}").format(n=number + 1, place=f"{place.warehouse} {place.name}")
        self.said.emit(words, "information", None)

    def _others_have_places(self, number: int) -> bool:
        return any(self.lines.text("place", other) for other in range(self.lines.rowCount()) if other != number)

    def step_back(self) -> bool:
        """Esc; whether there was something to go back from."""
        return self.check.tray.step_back()

    def submit(self) -> None:
        """Take in what is written, or go to what is wrong."""
        organization = self.organization.text().strip()
        self._organization.set_error("" if organization else tr("Who hands it in?"))
        self._warehouse.set_error("" if self.warehouse.key() else tr("Set up a warehouse first (settings)."))
        items = self.lines.items(whole=True)
        wrong = self.lines.first_error()
        pieces, _value = totals(items)
        if not organization:
            self.organization.setFocus()
        elif not self.warehouse.key():
            self.warehouse.setFocus()
        elif wrong is not None:
            self.problem.setText(self._say_wrong(wrong))
            self.table.go_to(wrong[0], wrong[1])
        elif not items:
            self.problem.setText(tr("Enter at least one item."))
            self.table.go_to(0, "name")
        elif pieces > MOST_PIECES:
            self.problem.setText(tr("At most {n} pieces in one intake.").format(n=f"{MOST_PIECES:,}"))
        else:
            self.take_in.setEnabled(False)
            command = TakeIn(
                organization_id=ids.organization_id(organization),
                source=Source(str(self.source.key())),
                warehouse_id=str(self.warehouse.key()),
                items=tuple(items),
                handed_over_by=self.handed_over_by.text().strip(),
            )
            self._work.perform(
                RegisterOrganization(organization), command, owner=self, done=self._done, failed=self._failed
            )

    def start_anew(self) -> None:
        """Empty the form; the warehouse and the source stay."""
        self.organization.set_choice(None)
        self.handed_over_by.clear()
        self.lines.set_lines([])
        self.table.setCurrentIndex(self.lines.index(0, 0))
        self.organization.setFocus()

    def keep_draft(self) -> None:
        """Keep what is typed for the next time."""
        draft = {
            "organization": self.organization.text(),
            "source": self.source.key(),
            "warehouse": self.warehouse.key(),
            "by": self.handed_over_by.text(),
            "lines": [line.texts for line in self.lines.lines()],
        }
        self._work.memory.write(_DRAFT, json.dumps(draft, ensure_ascii=False))

    def _recall(self) -> None:
        try:
            kept: dict[str, Any] = json.loads(self._work.memory.read(_DRAFT) or "{}")
            self.organization.setText(str(kept.get("organization", "")))
            self.handed_over_by.setText(str(kept.get("by", "")))
            self.source.set_key(kept.get("source"))
            self._wanted_warehouse = kept.get("warehouse")
            self.lines.set_lines(lines_from(kept.get("lines", [])))
        except (ValueError, TypeError, AttributeError):
            self.lines.set_lines([])

    def _learn(self, found: tuple[Sequence[Warehouse], list[Category]]) -> None:
        warehouses, categories = found
        self.lines.set_categories(categories)
        general = next((one.id for one in warehouses if one.kind is WarehouseKind.GENERAL), None)
        current = self.warehouse.key() or self._wanted_warehouse or general
        self.warehouse.set_choices([(one.id, one.name) for one in warehouses], current)

    def _changed(self) -> None:
        pieces, value = totals(self.lines.items(whole=False))
        words = tr("{lines} lines, {n} pieces, {value} yuan")
        self.total.setText(words.format(lines=len(self.lines.lines()), n=f"{pieces:,}", value=format_yuan(value)))
        wrong = self.lines.first_error()
        self.problem.setText(self._say_wrong(wrong) if wrong else "")
        if self.organization.text().strip():
            self._organization.set_error("")
        self._keep.start()

    @staticmethod
    def _say_wrong(wrong: tuple[int, str, str]) -> str:
        number, name, words = wrong
        return tr("Line {n}, {field}: {words}").format(n=number + 1, field=field_title(name), words=words)

    def _done(self, changes: Changes) -> None:
        self.take_in.setEnabled(True)
        number = changes.documents[-1]
        self._last = number
        pieces = len(changes.of("asset"))
        back = undo_of(changes)

        def undo() -> None:
            if back is not None:
                self._work.perform(back, owner=self, done=lambda _changes: self._undone(number))

        self.said.emit(tr("{n} pieces taken in, {number}").format(n=f"{pieces:,}", number=number), "good", undo)
        self.notice.tell(
            "good",
            tr("{n} pieces taken in").format(n=f"{pieces:,}"),
            tr("Slip {number}. Slip and labels open for printing, one after the other.").format(number=number),
        )
        self.slip_button.show()
        self.labels_button.show()
        self.tags_button.setVisible(ReaderSetting.read(self._work.memory).writes)
        self._assets = sorted(changes.of("asset"))
        self.check.expect(self._assets)
        self.start_anew()
        show_slip(self._work, number, self, self._then_labels)

    def _then_labels(self, preview: PaperPreview) -> None:
        preview.finished.connect(lambda _result: self._show_labels())

    def _undone(self, number: str) -> None:
        self.notice.hide()
        self.said.emit(tr("Intake {number} was undone.").format(number=number), "information", None)

    def _failed(self, error: BaseException) -> None:
        self.take_in.setEnabled(True)
        self.slip_button.hide()
        self.labels_button.hide()
        self.tags_button.hide()
        self._work.errors.show(error, banner=self.notice)

    def _show_slip(self) -> None:
        show_slip(self._work, self._last, self)

    def _show_labels(self) -> None:
        show_labels(self._work, self._assets, self)

    def _go_to_items(self) -> None:
        self.table.setFocus()
