"""Look, language, sounds and the lock of this computer."""

from __future__ import annotations

from ui.i18n import LANGUAGES, language, tr
from ui.settings.administration import Administration
from ui.settings.section import Section
from ui.widgets import CheckBox, ChoiceBox, Label, Segmented
from ui.workplace import Workplace

DEFAULT_IDLE_MINUTES = 10


class LookSection(Section):
    """Each choice holds at once, but for the language."""

    def __init__(self, work: Workplace, administration: Administration) -> None:
        super().__init__(
            work, "look", tr("Look and language"), "sun", tr("For everybody at this computer. Choices hold at once.")
        )
        self._administration = administration
        self.theme = Segmented([("light", tr("&Light")), ("dark", tr("&Dark"))], name=tr("Theme"))
        self.language = Segmented([("zh_CN", LANGUAGES["zh_CN"]), ("en", LANGUAGES["en"])], name=tr("Language"))
        self.restart = Label("", "muted")
        self.sounds = CheckBox(tr("&Sounds for done, refused and unknown scans"))
        self.idle = ChoiceBox(_idle_choices())
        self.add(tr("Theme"), self.theme)
        self.add(tr("Language"), self.language)
        self.body.addWidget(self.restart)
        self.restart.hide()
        self.body.addWidget(self.sounds)
        self.add(tr("Lock the screen &after"), self.idle, hint=tr("When nobody touches keyboard, mouse or scanner"))
        self.theme.changed.connect(lambda key: self._choose("theme", key))
        self.language.changed.connect(self._choose_language)
        self.sounds.clicked.connect(lambda on=False: self._choose("sounds", bool(on)))
        self.idle.chosen.connect(lambda minutes: self._choose("idle_minutes", minutes))

    def load(self) -> None:
        preference = self._administration.preference
        self.theme.set_key("dark" if preference("theme") == "dark" else "light")
        chosen = preference("language")
        self.language.set_key(chosen if chosen in LANGUAGES else language())
        self.sounds.setChecked(preference("sounds") is not False)
        minutes = preference("idle_minutes")
        self.idle.set_choices(_idle_choices(minutes), DEFAULT_IDLE_MINUTES if minutes is None else minutes)

    def _choose(self, key: str, value: object) -> None:
        try:
            self._administration.set_preference(key, value)
        except OSError as error:
            self.tell_error(error)

    def _choose_language(self, key: object) -> None:
        self._choose("language", key)
        other = key != language()
        self.restart.setText(tr("The language changes when the program is started again.") if other else "")
        self.restart.setVisible(other)


def _idle_choices(current: object = None) -> list[tuple[object, str]]:
    """Minutes; one that stands in the preferences and is none of the usual ones is offered as well."""
    usual: list[float] = [3, 5, 10, 15, 30, 60]
    if isinstance(current, int | float) and current > 0 and current not in usual:
        usual = sorted([*usual, current])
    return [*((minutes, tr("{n} minutes").format(n=f"{minutes:g}")) for minutes in usual), (0, tr("never"))]
