"""The piece whose tag comes next, large, and what the reader sees of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.numbering import group_tag_number
from app.words import Words
from ui.i18n import tr
from ui.rfid.encoding import EncodeFlow, Stage
from ui.rfid.queue import Standing, Turn
from ui.rfid.what import group_hex
from ui.widgets import Banner, Button, Card, Label, Rule, StatusChip, row

WIDTH = 440
_HOPELESS = frozenset(
    {
        "tag.foreign_epc",
        "tag.others",
        "tag.tid_in_use",
        "tag.asset_has_tag",
        "tag.no_serial",
        "tag.too_small",
        "epc.in_use",
    }
)
"""Refusals that the same tag brings again, however often one tries."""


def standing_look(turn: Turn) -> tuple[str, str, str]:
    return {
        Standing.WAITING: (tr("Waits", "for its tag"), "neutral", "pending"),
        Standing.WRITTEN: (tr("Written", "a tag"), "good", "done"),
        Standing.SKIPPED: (tr("Skipped"), "attention", "right"),
    }[turn.standing]


def stage_look(stage: Stage) -> tuple[str, str, str]:
    """(word, meaning, icon)."""
    return {
        Stage.OFF: (tr("Reader not connected"), "neutral", "line-off"),
        Stage.EMPTY: (tr("Nothing there"), "neutral", "rfid"),
        Stage.SEVERAL: (tr("Several tags"), "attention", "warning"),
        Stage.SETTLING: (tr("One tag"), "information", "rfid"),
        Stage.WRITING: (tr("Writing"), "information", "edit"),
        Stage.WRITTEN: (tr("Written and read back"), "good", "done"),
        Stage.THROWN: (tr("Thrown away before"), "attention", "remove"),
        Stage.STOPPED: (tr("Stopped"), "problem", "refused"),
        Stage.FINISHED: (tr("All done"), "good", "done"),
    }[stage]


class EncodeCard(Card):
    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.place = Label("", "muted")
        self.name, self.tag_number = Label("", large=True, wrap=True), Label("", large=True, selectable=True)
        self.facts = Label("", wrap=True)
        self.target = Label("", "muted", wrap=True, selectable=True)
        self.chip = StatusChip()
        self.sentence = Label("", large=True, wrap=True)
        self.seen = Label("", "muted", wrap=True, selectable=True)
        self.stop = Banner("problem", "", closable=False)
        self.again_button = Button(tr("T&ry again"), icon_name="undo")
        self.replace_button = Button(tr("Give it this &tag instead"), icon_name="rfid")
        self.owner_button = Button(tr("G&o to that piece"), icon_name="right")
        self.last = Label("", "muted", wrap=True, selectable=True)
        self.back_button = Button(tr("Pre&vious"), icon_name="left")
        self.skip_button = Button(tr("&Skip"), icon_name="right")
        self.void_button = Button(tr("T&hrow the tag away"), icon_name="remove")
        above = QWidget()
        inside = QVBoxLayout(above)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for part in (self.place, self.name, self.tag_number, self.facts, self.target, Rule(), self.chip):
            inside.addWidget(part)
        for words in (self.sentence, self.seen, self.stop):
            inside.addWidget(words)
        inside.addStretch(1)
        inside.addWidget(self.last)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(above)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(row(self.again_button, self.replace_button, self.owner_button, None))
        self.body.addWidget(Rule())
        self.body.addLayout(row(self.back_button, self.skip_button, None, self.void_button))

    def show_piece(self, turn: Turn | None, number: int, count: int, epc: str) -> None:
        """The piece at hand; `epc` is what its tag is to bear."""
        for part in (self.place, self.tag_number, self.facts, self.target):
            part.setVisible(turn is not None)
        self.back_button.setEnabled(count > 0 and number > 0)
        self.skip_button.setEnabled(turn is not None)
        if turn is None:
            self.name.setText(tr("Every piece had its turn"))
            return
        asset = turn.asset
        self.place.setText(tr("Piece {n} of {all}").format(n=f"{number + 1:,}", all=f"{count:,}"))
        self.name.setText(asset.name)
        self.tag_number.setText(group_tag_number(asset.tag_number))
        parts = (asset.model, asset.serial, asset.place or asset.warehouse, asset.organization)
        self.facts.setText(" · ".join(part for part in parts if part))
        self.target.setText(tr("Its tag will bear EPC {epc}").format(epc=group_hex(epc)) if epc else "")

    def show_stage(self, flow: EncodeFlow, trouble: Words | None, owner: Turn | None) -> None:
        """`trouble` says why it stopped or cannot be heard; `owner`: the piece of the list whose tag lies there."""
        self.chip.show_state(*stage_look(flow.stage))
        self.chip.setVisible(flow.running)
        for words, text in ((self.sentence, _sentence(flow)), (self.seen, _seen(flow))):
            words.setText(text)
            words.setVisible(bool(text))
        self.stop.setVisible(trouble is not None)
        if trouble is not None:
            remedy = trouble.remedy
            if flow.stage is Stage.STOPPED:
                remedy += "\n" + tr("Or take this tag away and lay another one there: it goes on by itself.")
            self.stop.tell("problem", trouble.title, trouble.meaning, remedy)
        code = getattr(flow.refusal, "code", "")
        stopped = flow.stage is Stage.STOPPED
        for part in (self.facts, self.target):
            part.setVisible(not self.tag_number.isHidden() and not stopped)  # the reason has their room
        self.again_button.setVisible(stopped and code not in _HOPELESS)
        self.replace_button.setVisible(stopped and code == "tag.asset_has_tag")
        self.owner_button.setVisible(stopped and owner is not None)
        self.void_button.setEnabled(flow.tag is not None and flow.stage is not Stage.WRITING)
        if flow.last is not None and flow.written is not None:
            written = tr("Last: {name} {tag}\nEPC {epc}\nTID {tid}")
            self.last.setText(
                written.format(
                    name=flow.last.asset.name,
                    tag=group_tag_number(flow.last.asset.tag_number),
                    epc=group_hex(flow.written.epc),
                    tid=group_hex(flow.written.tid),
                )
            )
        self.last.setVisible(flow.last is not None and flow.written is not None and trouble is None)


def _sentence(flow: EncodeFlow) -> str:
    match flow.stage:
        case Stage.EMPTY:
            return tr("Lay its tag on the reader")
        case Stage.SEVERAL:
            return tr("{n} tags lie there. Leave one.").format(n=len(flow.there))
        case Stage.SETTLING:
            return tr("Leave it there")
        case Stage.WRITING:
            return tr("Leave it there, it is being written")
        case Stage.WRITTEN:
            return tr("Stick it on its piece, and lay the next one there")
        case Stage.THROWN:
            return tr("This tag was thrown away. Take another one.")
        case Stage.FINISHED:
            return tr("Nothing is left to write")
    return ""


def _seen(flow: EncodeFlow) -> str:
    tag = flow.tag
    if tag is None:
        return ""
    parts = [f"EPC {group_hex(tag.epc)}", f"TID {group_hex(tag.tid)}" if tag.tid else ""]
    if tag.rssi is not None:
        parts.append(tr("Signal {n} dBm").format(n=f"{tag.rssi:.0f}".replace("-", "−")))
    return "\n".join(part for part in parts if part)
