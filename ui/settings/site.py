"""This counter: its name and the rules by which it lends."""

from __future__ import annotations

from app.domain.organization import Site
from app.services.commands.setup import EditSite
from ui.i18n import tr
from ui.settings.section import Section
from ui.widgets import Button, CheckBox, Label, TextField, row
from ui.workplace import Workplace


class SiteSection(Section):
    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "site",
            tr("This counter"),
            "site",
            tr("The name on slips and the rules of lending. They hold for everybody at this site."),
            administrators=True,
        )
        self.code = Label("", "muted", selectable=True)
        self.site_name = TextField(limit=60)
        self.paper = CheckBox(tr("A manager may hand out under an approval on &paper"))
        self.days = TextField(limit=4)
        self.extensions = TextField(limit=2)
        self.save = Button(tr("Sa&ve"), "primary", icon_name="check", on_click=self.try_save)
        self.body.addWidget(self.code)
        self.add(tr("Site n&ame"), self.site_name, self._no_name, required=True)
        self.add(tr("Length of a loan, &days"), self.days, self._bad_days, hint=tr("Proposed at every hand-out"))
        self.add(tr("Most &extensions"), self.extensions, self._bad_extensions, hint=tr("0: none"))
        self.body.addWidget(self.paper)
        self.body.addWidget(Label(tr("The paper is recorded and stays marked until it is confirmed."), "muted"))
        self.body.addLayout(row(self.save, None))

    def show_rights(self) -> None:
        super().show_rights()
        self.inside.setEnabled(self.may_change)

    def load(self) -> None:
        self.work.tasks.run(
            self.work.queries.site, owner=self, done=self._show, failed=self.tell_error, lane="background"
        )

    def try_save(self) -> None:
        if self.check():
            name = self.site_name.text().strip()
            command = EditSite(name, self.paper.isChecked(), int(self.days.text()), int(self.extensions.text()))
            self.do(command, button=self.save, done=lambda _changes: self.said.emit(tr("Saved"), "good", None))

    def _show(self, site: Site) -> None:
        self.code.setText(tr("Region code {code}").format(code=site.id))
        self.site_name.setText(site.name)
        self.paper.setChecked(site.paper_approval)
        self.days.setText(str(site.loan_days))
        self.extensions.setText(str(site.max_extensions))
        self.forget_faults()

    def _no_name(self) -> str:
        return "" if self.site_name.text().strip() else tr("What is the site called?")

    def _bad_days(self) -> str:
        return "" if is_number(self.days.text(), least=1) else tr("A number of days, at least 1")

    def _bad_extensions(self) -> str:
        return "" if is_number(self.extensions.text(), least=0) else tr("A number, 0 or more")


def is_number(text: str, *, least: int) -> bool:
    """Whether it is a whole number of at least so much."""
    text = text.strip()
    return text.isascii() and text.isdigit() and int(text) >= least
