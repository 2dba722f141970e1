"""Everybody's own password."""

from __future__ import annotations

from app.domain.errors import Refused
from app.services.accounts import LEAST_LENGTH
from ui.i18n import tr
from ui.settings.administration import Administration
from ui.settings.section import Section
from ui.widgets import Button, TextField, row
from ui.workplace import Workplace


class OwnPasswordSection(Section):
    """Asks for the present password, so that nobody changes it at an empty chair."""

    def __init__(self, work: Workplace, administration: Administration) -> None:
        super().__init__(
            work, "password", tr("My password"), "key", tr("It opens your account on this computer and on no other.")
        )
        self._administration = administration
        self.present, self.password, self.again = (TextField(secret=True) for _ in range(3))
        self.save = Button(tr("Change the password (&V)"), "primary", icon_name="check", on_click=self.try_save)
        self._present = self.add(tr("Present pass&word"), self.present, self._missing, required=True)
        self.add(
            tr("New &password"),
            self.password,
            self._short,
            required=True,
            hint=tr("At least {n} characters").format(n=LEAST_LENGTH),
        )
        self.add(tr("Password a&gain"), self.again, self._differs, required=True)
        self.body.addLayout(row(self.save, None))

    def try_save(self) -> None:
        if not self.check():
            return
        staff_id, present, password = self.work.actor().staff_id, self.present.text(), self.password.text()

        def change() -> None:
            self.work.accounts.verify(staff_id, present)
            self._administration.set_password(staff_id, password)

        self.notice.hide()
        self.save.setEnabled(False)
        self.work.tasks.run(change, owner=self, done=lambda _none: self._changed(), failed=self._refused)

    def _changed(self) -> None:
        self.save.setEnabled(True)
        for field in (self.present, self.password, self.again):
            field.clear()
        self.said.emit(tr("Your password is changed"), "good", None)

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Refused) and error.code == "sign_in.wrong":
            self._present.set_error(tr("This is not your present password."))
            self.present.setFocus()
        else:
            self.tell_error(error)

    def _missing(self) -> str:
        return "" if self.present.text() else tr("Type the password you have now.")

    def _short(self) -> str:
        short = len(self.password.text()) < LEAST_LENGTH
        return tr("The password needs at least {n} characters.").format(n=LEAST_LENGTH) if short else ""

    def _differs(self) -> str:
        same = self.password.text() == self.again.text()
        return "" if same else tr("The two passwords differ. Please type both again.")
