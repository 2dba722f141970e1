"""Pictures of every window, taken of the real ones over the day's data. Run as a process of its own, because the
scale of a screen is fixed when Qt starts: python -m app.demo.pictures OUT SCALE
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from app.demo.counters import Counter, opened
from app.desktop import Desktop
from app.domain.asset import Status
from app.domain.case import CaseKind
from app.logs import start_log
from app.services.queries import AssetFilter, AssetRow
from ui.first_run import FirstRunWizard
from ui.i18n import install_language
from ui.shell import Shell
from ui.sign_in import SignInWindow

SIZE = (1366, 768)
_PATIENCE = 20.0  # seconds that a window may take to come to rest


class Camera:
    """Waits until the windows are at rest, then saves what they show."""

    def __init__(self, app: QApplication, folder: Path, scale: float) -> None:
        self._app = app
        self._folder = folder
        self._suffix = "" if scale == 1 else f"@{round(scale * 100)}"
        self.size = (round(SIZE[0] / scale), round(SIZE[1] / scale))
        folder.mkdir(parents=True, exist_ok=True)

    def rest(self, desktop: Desktop) -> None:
        """Until no work is under way and nothing is waiting to be painted."""
        end = time.monotonic() + _PATIENCE
        calm = 0
        while calm < 12 and time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.02)
            calm = 0 if desktop.tasks.busy else calm + 1

    def take(self, desktop: Desktop, window: QWidget, name: str) -> None:
        self.rest(desktop)
        picture = window.grab()
        if not picture.save(str(self._folder / f"{name}{self._suffix}.png")):
            raise OSError(f"{name} was not saved")


@contextmanager
def at_work(app: QApplication, camera: Camera, counter: Counter) -> Iterator[tuple[Desktop, Shell]]:
    """The shell of a counter with its manager signed in, and its sync thread."""
    desktop = Desktop(app, counter.services)
    try:
        desktop.sync.start()
        shell = desktop.signed_in_shell(counter.manager)
        shell.resize(*camera.size)
        shell.show()
        camera.rest(desktop)
        yield desktop, shell
        shell.close()
    finally:
        desktop.shut_down()


def take_all(out: Path, scale: float) -> None:
    start_log(out / "data" / "logs")
    app = QApplication(sys.argv[:1])
    install_language(app, "zh_CN")
    camera = Camera(app, out / "screens", scale)
    with opened(out) as day:
        with at_work(app, camera, day.county) as (desktop, shell):
            _county(camera, desktop, shell, day.county)
        with at_work(app, camera, day.city) as (desktop, shell):
            shell.show_page("vehicle_pool")
            camera.take(desktop, shell, "06-vehicle-pool")


def _county(camera: Camera, desktop: Desktop, shell: Shell, counter: Counter) -> None:
    def page(key: str) -> Any:
        shell.show_page(key)
        camera.rest(desktop)
        return shell.page(key)

    inventory = page("inventory")
    inventory.take_scan(_tags(counter)[0])
    camera.take(desktop, shell, "01-inventory")
    shell.strip.scan_box.setText("bgz")
    inventory.search("bgz")
    camera.take(desktop, shell, "02-inventory-search")
    shell.strip.scan_box.clear()
    inventory.search("")
    desk = page("loan_desk")
    for text in ("孟令𫖯", *_tags(counter)):
        desk.take_scan(text)
        camera.rest(desktop)
    camera.take(desktop, shell, "03-loan-desk")
    desk.show_mode("take_back")
    for row in _rows(counter, Status.LENT, 3):
        desk.take_scan(row.tag_number)
        camera.rest(desktop)
    camera.take(desktop, shell, "04-loan-desk-take-back")
    desk.show_mode("requests")
    camera.take(desktop, shell, "05-loan-desk-requests")
    page("settings")
    camera.take(desktop, shell, "07-settings")
    _sync_windows(camera, desktop, shell, counter)
    _print_windows(camera, desktop, shell)
    desktop.settings.write("theme", "dark")
    desktop.apply_preferences()
    for key, name in (
        ("inventory", "08-inventory-dark"),
        ("conflicts", "16-conflicts-dark"),
        ("sync_centre", "17-sync-centre-dark"),
        ("transfers", "18-transfers-dark"),
        ("print_centre", "23-print-centre-dark"),
    ):
        page(key)
        camera.take(desktop, shell, name)
    desktop.settings.write("theme", "light")
    desktop.apply_preferences()
    shell.lock()
    camera.take(desktop, shell, "09-locked")
    sign_in = SignInWindow(
        counter.services.accounts.sign_in,
        desktop.tasks,
        desktop.errors,
        site_name=counter.services.queries.site().name,
        memory=desktop.settings,
    )
    wizard = FirstRunWizard(lambda wanted: None, desktop.tasks, desktop.errors)
    for window, name in ((sign_in, "10-sign-in"), (wizard, "11-first-run")):
        window.show()
        camera.take(desktop, window, name)
        window.close()


def _sync_windows(camera: Camera, desktop: Desktop, shell: Shell, counter: Counter) -> None:
    """What counters that did not see each other left to people: an open case and a settled one, pieces on their way."""

    def page(key: str) -> Any:
        shell.show_page(key)
        camera.rest(desktop)
        return shell.page(key)

    queries = counter.services.queries
    cases = {case.kind: case.id for case in (*queries.cases(), *queries.cases(open_only=False))}
    inbox = page("conflicts")
    for kind, name in ((CaseKind.DOUBLE_HANDOUT, "13-conflict-decided"), (CaseKind.HOLD_OVERTAKEN, "12-conflict-open")):
        inbox.show_case(cases[kind])
        camera.take(desktop, shell, name)
    page("sync_centre")
    camera.take(desktop, shell, "14-sync-centre")
    page("transfers")
    camera.take(desktop, shell, "15-transfers")


def _print_windows(camera: Camera, desktop: Desktop, shell: Shell) -> None:
    """The queue of the day, its printers, the label templates, and one of them being drawn."""
    shell.show_page("print_centre")
    camera.rest(desktop)
    centre: Any = shell.page("print_centre")
    camera.take(desktop, shell, "19-print-centre")
    for mode, name in (("printers", "20-printers"), ("templates", "21-label-templates")):
        centre.show_mode(mode)
        camera.take(desktop, shell, name)
    centre.templates.show_template("roll-60x40")
    centre.templates.edit()
    centre.designer.canvas.focusNextPrevChild(True)
    camera.take(desktop, shell, "22-label-designer")
    centre.show_mode("jobs")


def _rows(counter: Counter, status: Status, count: int) -> Sequence[AssetRow]:
    queries = counter.services.queries
    return queries.asset_page(queries.asset_keys(AssetFilter(statuses=(status,), own_site_only=True), count))


def _tags(counter: Counter) -> list[str]:
    """What a clerk scans: three that can go out, one of them twice, one that is out, and something unknown."""
    free = [row.tag_number for row in _rows(counter, Status.AVAILABLE, 3)]
    out = [row.tag_number for row in _rows(counter, Status.LENT, 1)]
    return [*free, free[0], *out, "6901234567892"]


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    take_all(Path(sys.argv[1]), float(sys.argv[2]))
    sys.exit(0)
