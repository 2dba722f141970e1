"""The accounts of the staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.organization import Role, Staff
from app.services.accounts import LEAST_LENGTH
from app.services.commands.setup import AddStaff, EditStaff
from app.services.ports import Changes
from app.words import word
from ui.i18n import language, tr
from ui.settings.administration import Administration
from ui.settings.listed import ListedSection
from ui.widgets import Button, CheckBox, ChoiceBox, Column, TextField, row
from ui.workplace import Workplace


class StaffSection(ListedSection):
    """A new account gets its first password here; a forgotten one is replaced here."""

    def __init__(self, work: Workplace, administration: Administration) -> None:
        super().__init__(
            work,
            "staff",
            tr("Staff"),
            "person",
            tr("Everybody signs in with an own account, so that each record says who made it."),
            administrators=True,
        )
        self._administration = administration
        self._known: frozenset[str] = frozenset()  # ids of those who have a password here
        self.begin(
            [
                Column("name", tr("Full name"), lambda one: one.name, width=160),
                Column("username", tr("User name"), lambda one: one.username, width=160),
                Column("role", tr("Role"), lambda one: word("role", one.role, language()), width=120),
                Column("active", tr("State"), lambda one: tr("in use") if one.active else tr("closed"), width=100),
                Column("here", tr("Password on this PC"), self._here, width=140),
            ],
            tr("Accounts"),
            Button(tr("&New account"), icon_name="add"),
        )
        self.username, self.person = TextField(limit=60), TextField(limit=40)
        self.role = ChoiceBox([(role, word("role", role, language())) for role in Role])
        self.active = CheckBox(tr("In &use"))
        self.password, self.again = TextField(secret=True), TextField(secret=True)
        self.save = Button(tr("Sa&ve"), "primary", icon_name="check", on_click=self.try_save)
        self.add_pair(
            self.add(tr("Full na&me"), self.person, self._no_name, required=True),
            self.add(tr("Us&er name"), self.username, self._no_username, required=True),
        )
        self.add_pair(
            self.add(tr("&Role"), self.role, hint=tr("Auditors read everything and change nothing")),
            self.add(tr("State"), self.active),
        )
        self.add_pair(
            self.add(
                tr("&Password"),
                self.password,
                self._bad_password,
                hint=tr("At least {n} characters").format(n=LEAST_LENGTH),
            ),
            self.add(tr("Password a&gain"), self.again, self._differs),
        )
        self.body.addLayout(row(self.save, None))
        self.show_row(None)

    def show_rights(self) -> None:
        super().show_rights()
        self.inside.setEnabled(self.may_change)

    def load(self) -> None:
        def read() -> tuple[Sequence[Staff], frozenset[str]]:
            staff = self.work.queries.staff()
            return staff, self._administration.with_password([one.id for one in staff])

        def show(found: tuple[Sequence[Staff], frozenset[str]]) -> None:
            rows, self._known = found
            self.show_rows(rows)

        self.work.tasks.run(read, owner=self, done=show, failed=self.tell_error, lane="background")

    def show_row(self, one: Any) -> None:
        self.username.setEnabled(one is None)
        self.active.setEnabled(one is not None)
        self.active.setChecked(one is None or one.active)
        self.username.setText(one.username if one else "")
        self.person.setText(one.name if one else "")
        self.role.set_key(one.role if one else Role.CLERK)
        self.password.clear()
        self.again.clear()
        kept = one is not None and one.id in self._known
        self.password.setPlaceholderText(tr("unchanged") if kept else tr("none on this PC yet") if one else "")

    def try_save(self) -> None:
        if not self.check():
            return
        name, role = self.person.text().strip(), Role(str(self.role.key()))
        password = self.password.text()
        command = (
            AddStaff(self.username.text().strip(), name, role)
            if self.current is None
            else EditStaff(self.current.id, name, role, self.active.isChecked())
        )
        known = self.current.id if self.current is not None else ""

        def saved(changes: Changes) -> None:
            self._saved(name, known or next(iter(changes.of("staff"))), password)

        self.do(command, button=self.save, done=saved)

    def _saved(self, name: str, staff_id: str, password: str) -> None:
        """The account is written; its password lies apart, on this device."""
        if not password:
            self._told(name)
            return
        self.work.tasks.run(
            lambda: self._administration.set_password(staff_id, password),
            owner=self,
            done=lambda _none: self._told(name),
            failed=self.tell_error,
        )

    def _told(self, name: str) -> None:
        self.said.emit(tr("{name} saved").format(name=name), "good", None)
        self.load()

    def _here(self, one: Staff) -> str:
        return tr("set") if one.id in self._known else tr("none yet")

    def _no_name(self) -> str:
        return "" if self.person.text().strip() else tr("What is the person called?")

    def _no_username(self) -> str:
        return "" if self.username.text().strip() else tr("With which name does the person sign in?")

    def _bad_password(self) -> str:
        password = self.password.text()
        if len(password) >= LEAST_LENGTH or (self.current is not None and not password):
            return ""
        return tr("The password needs at least {n} characters.").format(n=LEAST_LENGTH)

    def _differs(self) -> str:
        same = self.password.text() == self.again.text()
        return "" if same else tr("The two passwords differ. Please type both again.")
