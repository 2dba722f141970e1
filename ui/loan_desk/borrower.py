"""Who borrows, until when and why: set once, then many scans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from app.domain import ids
from app.services.commands.base import Command
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.queries import PersonRow
from ui.attachments import PhotoField
from ui.i18n import tr
from ui.widgets import Card, Choice, DateField, Field, SuggestBox, TextField
from ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class PersonChoice(Choice):
    """A borrower to choose, who brings the organization (named by `hint`) along."""

    organization_id: str = ""


def person_choice(person: PersonRow) -> PersonChoice:
    return PersonChoice(person.id, person.name, person.organization, person.organization_id)


class BorrowerForm(Card):
    """Organization, person, due date, reason, reference and photo of a paper approval. New names are allowed."""

    borrower_changed = Signal()
    edited = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._loan_days = 0
        self.organization = SuggestBox(self._suggest_organizations, hint=tr("Name or pinyin initials"), allow_new=True)
        self.person = SuggestBox(self._suggest_people, hint=tr("Name or pinyin initials"), allow_new=True)
        self.due = DateField()
        self.reason = TextField(hint=tr("What it is needed for"))
        self.reference = TextField(hint=tr("Of a paper approval, if there is one"), limit=60)
        self.photo = PhotoField(work, tr("Photo of the approval"))
        self._fields = {
            "organization": Field(tr("&Organization"), self.organization, required=True),
            "person": Field(tr("&Borrower"), self.person, required=True),
            "due": Field(tr("&Due back"), self.due, required=True),
            "reason": Field(tr("&Reason"), self.reason),
            "reference": Field(tr("Approval &no."), self.reference),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._fields["organization"], 0, 0, 1, 2)
        grid.addWidget(self._fields["person"], 0, 2, 1, 2)
        grid.addWidget(self._fields["due"], 0, 4, 1, 2)
        grid.addWidget(self._fields["reason"], 1, 0, 1, 4)
        grid.addWidget(self._fields["reference"], 1, 4, 1, 1)
        grid.addWidget(self.photo, 1, 5, 1, 1, Qt.AlignmentFlag.AlignBottom)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.organization.chosen.connect(self._organization_chosen)
        self.organization.editingFinished.connect(self.borrower_changed)
        self.person.chosen.connect(self._person_chosen)
        self.person.editingFinished.connect(self.borrower_changed)
        self.due.changed.connect(lambda _day: self.edited.emit())
        self.reason.textEdited.connect(lambda _text: self.edited.emit())
        self.reference.textEdited.connect(lambda _text: self.edited.emit())
        self.photo.changed.connect(self.edited)

    def organization_name(self) -> str:
        return self.organization.text().strip()

    def person_name(self) -> str:
        return self.person.text().strip()

    def organization_id(self) -> str:
        """The id of what stands there, known or new; "" where nothing does."""
        key = self.organization.key()
        name = self.organization_name()
        return str(key) if key else ids.organization_id(name) if name else ""

    def person_id(self) -> str:
        """The id of who stands there, known or new; "" while organization or name is missing."""
        key = self.person.key()
        organization, name = self.organization_id(), self.person_name()
        return str(key) if key else ids.person_id(organization, name) if organization and name else ""

    def registrations(self) -> list[Command]:
        """What makes the borrower known where they are not."""
        commands: list[Command] = []
        if not self.organization.key():
            commands.append(RegisterOrganization(self.organization_name()))
        if not self.person.key():
            commands.append(RegisterPerson(self.organization_id(), self.person_name()))
        return commands

    def set_organization(self, id: str, name: str) -> None:
        self._keep_person_if(id)
        self.organization.set_choice(Choice(id, name))

    def set_person(self, id: str, name: str, organization_id: str, organization: str) -> None:
        """A known borrower with their organization."""
        self.person.set_choice(PersonChoice(id, name, organization, organization_id))

    def set_new_person(self, name: str) -> None:
        self.person.set_choice(None)
        self.person.setText(name)
        self.borrower_changed.emit()

    def propose(self, today: date, loan_days: int) -> None:
        """Propose the date that the site's policy gives, unless one stands there."""
        self._loan_days = loan_days
        if self.due.day() is None:
            self.due.set_day(today + timedelta(days=loan_days))

    def check(self, today: date) -> bool:
        """Whether all that must be known is; says at the fields what is missing and goes there."""
        day = self.due.day()
        faults = {
            "organization": "" if self.organization_name() else tr("Which organization borrows?"),
            "person": "" if self.person_name() else tr("Who of it borrows?"),
            "due": tr("When is it due back?") if day is None else tr("This day has passed.") if day < today else "",
        }
        for name, fault in faults.items():
            self._fields[name].set_error(fault)
        first = next((name for name, fault in faults.items() if fault), None)
        if first is not None:
            self._fields[first].setFocus()
        return first is None

    def clear(self, today: date) -> None:
        """Ready for the next borrower, with the due date proposed anew."""
        for name in ("organization", "person", "due"):
            self._fields[name].set_error("")
        self.person.set_choice(None)
        self.organization.set_choice(None)
        self.reason.clear()
        self.reference.clear()
        self.photo.clear()
        self.due.set_day(today + timedelta(days=self._loan_days))

    def empty(self) -> bool:
        return not (
            self.organization_name()
            or self.person_name()
            or self.reason.text()
            or self.reference.text()
            or self.photo.kept
        )

    def _organization_chosen(self, choice: Choice | None) -> None:
        self._fields["organization"].set_error("")
        if choice is not None:
            self._keep_person_if(str(choice.key))
        self.borrower_changed.emit()

    def _person_chosen(self, choice: Choice | None) -> None:
        self._fields["person"].set_error("")
        if isinstance(choice, PersonChoice):
            self.organization.set_choice(Choice(choice.organization_id, choice.hint))
        self.borrower_changed.emit()

    def _keep_person_if(self, organization_id: str) -> None:
        """A person of another organization does not stay."""
        chosen = self.person.choice()
        if isinstance(chosen, PersonChoice) and chosen.organization_id != organization_id:
            self.person.set_choice(None)

    def _suggest_organizations(self, text: str, deliver: Callable[[Sequence[Choice]], None]) -> None:
        self._work.tasks.run(
            lambda: self._work.queries.organizations(text),
            owner=self,
            done=lambda found: deliver([Choice(one.id, one.name, one.code) for one in found]),
            failed=self._work.errors.show,
        )

    def _suggest_people(self, text: str, deliver: Callable[[Sequence[Choice]], None]) -> None:
        organization = str(self.organization.key() or "")
        self._work.tasks.run(
            lambda: self._work.queries.people(text, organization),
            owner=self,
            done=lambda found: deliver([person_choice(one) for one in found]),
            failed=self._work.errors.show,
        )
