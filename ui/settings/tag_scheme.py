"""What a site writes into its RFID tags: the choice, and an example that says what each part of it is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.epc import decode, normal_hex
from app.domain.errors import Invalid
from app.domain.numbering import group_tag_number, tag_number
from app.domain.organization import Role, Site
from app.domain.tag_scheme import DEFAULT_AFI, TagScheme
from app.services.commands.tags import SetTagScheme
from app.services.rfid import epc_of
from ui.i18n import tr
from ui.rfid.what import group_hex
from ui.settings.section import NARROW, Section
from ui.widgets import Button, Card, Field, Label, Segmented, TextField, row


class TagSchemeForm(QWidget):
    """Of the site, so that only administrators change it; everybody sees it."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self._site: Site | None = None
        self.scheme = Segmented(
            [("gs1", tr("With a GS1 prefix")), ("iso", tr("Without one"))], name=tr("What the tags bear")
        )
        self.prefix, self.afi = TextField(limit=12), TextField(limit=2)
        self.example = Label("", wrap=True, selectable=True)
        self.save = Button(tr("Save what ta&gs bear"), icon_name="check", on_click=self.try_save)
        self.only_administrators = Label(tr("Only administrators change this"), "muted")
        self._prefix = Field(
            tr("GS1 &company prefix"),
            self.prefix,
            hint=tr("6 to 12 digits, from the GS1 office. Never use another's."),
        )
        self._afi = Field(
            tr("&AFI (two hexadecimal digits)"),
            self.afi,
            hint=tr("{afi} where nothing else is agreed; a registered one where the office has it").format(
                afi=f"{DEFAULT_AFI:02X}"
            ),
        )
        self._inside = QWidget()
        self._build()
        self.scheme.changed.connect(lambda _key: self._edited())
        self.prefix.textChanged.connect(lambda _text: self._edited())
        self.afi.textChanged.connect(lambda _text: self._edited())
        self._edited()
        self.show_rights()

    def _build(self) -> None:
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        card = Card()
        card.setMaximumWidth(640)
        card.body.addWidget(Label(tr("An example"), "strong"))
        card.body.addWidget(self.example)
        inside.addLayout(row(self.scheme, None))
        for field in (self._prefix, self._afi):
            field.setMaximumWidth(NARROW)
            inside.addWidget(field)
        inside.addWidget(card)
        inside.addLayout(row(self.save, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(Label(tr("What this site writes into its tags"), "strong"))
        box.addWidget(self.only_administrators)
        box.addWidget(self._inside)

    def show_rights(self) -> None:
        may = self._section.work.actor().role is Role.ADMINISTRATOR
        self._inside.setEnabled(may)
        self.only_administrators.setVisible(not may)

    def prefix_and_site(self) -> tuple[str, str]:
        """GS1 prefix and region code of this site, empty while they are not known."""
        return (self._site.gs1_prefix, self._site.id) if self._site is not None else ("", "")

    def show_site(self, site: Site) -> None:
        """What holds now."""
        self._site = site
        self.scheme.set_key("gs1" if site.gs1_prefix else "iso")
        self.prefix.setText(site.gs1_prefix)
        self.afi.setText(f"{site.tag_afi or DEFAULT_AFI:02X}")
        self._edited()

    def wanted(self) -> TagScheme:
        """What the form says. Raises Invalid."""
        if self.scheme.key() == "gs1":
            prefix = self.prefix.text().strip()
            if not prefix:
                raise Invalid("epc.bad_prefix", prefix="", least=6, most=12)
            return TagScheme(prefix)
        digits = self.afi.text().strip() or f"{DEFAULT_AFI:02X}"
        afi = int(normal_hex(digits.zfill(4), "AFI"), 16)
        return TagScheme(afi=0 if afi == DEFAULT_AFI else afi)

    def _edited(self) -> None:
        gs1 = self.scheme.key() == "gs1"
        self._prefix.setVisible(gs1)
        self._afi.setVisible(not gs1)
        field = self._prefix if gs1 else self._afi
        try:
            scheme = self.wanted()
        except Invalid as wrong:
            entered = self.prefix.text() if gs1 else self.afi.text()
            field.set_error(self._section.work.errors.explain(wrong).title if entered else "")
            self.example.setText(tr("Enter the prefix to see an example.") if gs1 else "")
            self.save.setEnabled(False)
            return
        field.set_error("")
        self.save.setEnabled(True)
        self.example.setText(self._explain(scheme))

    def _explain(self, scheme: TagScheme) -> str:
        """The EPC of this site's first tag, and what its parts are."""
        if self._site is None:
            return ""
        number = tag_number(self._site.id, 1, 1)
        epc, pc = epc_of(number, scheme)
        head = tr("Tag number {tag} becomes EPC {epc}").format(tag=group_tag_number(number), epc=group_hex(epc))
        if not scheme.prefix:
            parts = [
                tr("PC word {pc}: an ISO code, AFI {afi}").format(pc=f"{pc:04X}", afi=f"{pc & 0xFF:02X}"),
                tr("{mark}: the mark of a tag of the pool").format(mark=group_hex(epc[:8])),
                tr("{tag}: the tag number as it is, readable by anybody").format(tag=group_hex(epc[8:])),
            ]
        else:
            code = decode(epc)
            parts = [
                tr("34: GIAI-96, the code of GS1 for assets; filter {filter}").format(filter=code.filter),
                tr("{prefix}: the prefix of this office").format(prefix=code.prefix),
                tr("{reference}: the tag number without its check digit").format(reference=code.reference),
                tr("PC word {pc}").format(pc=f"{pc:04X}"),
            ]
        return "\n".join([head, *parts])

    def try_save(self) -> None:
        try:
            scheme = self.wanted()
        except Invalid as wrong:
            self._section.tell_error(wrong)
            return
        self._section.do(
            SetTagScheme(scheme.prefix, scheme.afi),
            button=self.save,
            done=lambda _changes: self._section.said.emit(tr("Saved: tags that are written from now on"), "good", None),
        )
