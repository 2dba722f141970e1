"""Windows in tests look and speak as they do at a counter: Chinese, light."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.i18n import install_language
from ui.theme import apply_theme


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    apply_theme(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def chinese(dressed: QApplication) -> Iterator[QApplication]:
    assert install_language(dressed, "zh_CN")
    yield dressed
    for window in QApplication.topLevelWidgets():
        if window.isModal():
            window.hide()  # a dialog left open would stand in the way of the next test
