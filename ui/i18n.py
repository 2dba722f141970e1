"""Words of the interface: English in the source, Chinese by default on the screen."""

import logging
from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

CONTEXT = "ui"
LANGUAGES = {"zh_CN": "简体中文", "en": "English"}

log = logging.getLogger(__name__)
_installed: list[QTranslator] = []
_language = "en"


def tr(text: str, disambiguation: str | None = None) -> str:
    """Translate a literal of the interface into the installed language."""
    return QCoreApplication.translate(CONTEXT, text, disambiguation)


def language() -> str:
    """The installed language: `zh_CN` or `en`."""
    return _language


def install_language(app: QCoreApplication, name: str) -> bool:
    """Install `zh_CN` or `en` for the whole application; windows built afterwards speak it.

    Returns False where the built catalogue is missing, in which case the English source shows.
    Raises KeyError for a language the product does not speak.
    """
    global _language
    if name not in LANGUAGES:
        raise KeyError(name)
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    _language = name
    QLocale.setDefault(QLocale(name if name == "zh_CN" else "en_GB"))
    if name == "en":
        return True
    qt = QTranslator()
    if qt.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
        _installed.append(qt)
    own = QTranslator()
    with as_file(files("resources") / "i18n" / f"{name}.qm") as path:
        loaded = path.exists() and own.load(str(path))
    if not loaded:
        log.warning("no catalogue for %s: run `python -m resources.i18n.build`", name)
        return False
    app.installTranslator(own)
    _installed.append(own)
    return True
