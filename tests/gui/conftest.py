"""Windows in tests look and speak as they do at a counter: Chinese, light."""

import pytest
from PySide6.QtWidgets import QApplication

from ui.i18n import install_language
from ui.theme import apply_theme


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    apply_theme(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def chinese(dressed: QApplication) -> QApplication:
    assert install_language(dressed, "zh_CN")
    return dressed
