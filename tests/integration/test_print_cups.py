"""A job through a real CUPS scheduler with a raw queue to a printer on a real socket.

The scheduler's own way to sockets is in a package that brings hundreds more; the test has one of four lines.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from app.services.printing.devices import Language
from app.services.printing.jobs import JobState
from printing.printers.cups import CupsDevice, cups_names
from tests.fakes.printer import LabelPrinter
from tests.fakes.printing_counter import fill, opened

needed = ("cupsd", "lp", "lpstat", "lpadmin", "cupsdisable")
missing = [name for name in needed if shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin") is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"CUPS is not installed here: {missing}")

FILES = """
ServerRoot {0}
StateDir {0}
CacheDir {0}/cache
RequestRoot {0}/spool
TempDir {0}/temp
ErrorLog {0}/error.log
AccessLog {0}/access.log
PageLog {0}/page.log
User {1}
Group {2}
SystemGroup root
ServerBin {0}/bin
"""
BACKEND = """#!{0} -I
import os, socket, sys, urllib.parse
to = urllib.parse.urlsplit(os.environ["DEVICE_URI"])
paper = open(sys.argv[6], "rb").read() if len(sys.argv) > 6 else sys.stdin.buffer.read()
socket.create_connection((to.hostname, to.port)).sendall(paper)
"""
CONF = """
Listen {0}/sock
Browsing No
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""


@pytest.fixture
def cups(monkeypatch):
    """A scheduler of this test's own on a socket of its own."""
    if os.geteuid() != 0:
        pytest.skip("this system's cupsd runs as root only")
    monkeypatch.setenv("PATH", os.environ["PATH"] + ":/usr/sbin")
    folder = Path(tempfile.mkdtemp(prefix="cups"))  # a socket's path is short
    for name in ("cache", "spool", "temp"):
        (folder / name).mkdir()
    own = group = "lp"
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, own, group)
        path.chmod(0o755)
    (folder / "bin" / "backend").mkdir(parents=True)
    for name in ("daemon", "notifier"):
        (folder / "bin" / name).symlink_to(Path("/usr/lib/cups") / name)
    backend = folder / "bin" / "backend" / "socket"
    backend.write_text(BACKEND.format(shutil.which("python3", path="/usr/bin") or sys.executable))
    backend.chmod(0o755)
    (folder / "files.conf").write_text(FILES.format(folder, own, group))
    (folder / "cupsd.conf").write_text(CONF.format(folder))
    monkeypatch.setenv("CUPS_SERVER", str(folder / "sock"))
    command = ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 20
        while subprocess.run(["lpstat", "-r"], capture_output=True).stdout.strip() != b"scheduler is running":
            assert process.poll() is None
            assert time.monotonic() < until, (folder / "error.log").read_text()
        yield lambda *words: subprocess.run(words, check=True, capture_output=True)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def test_labels_go_through_a_raw_queue_and_its_state_is_told(cups, tmp_path):
    fill(tmp_path / "data", 4)
    with LabelPrinter() as there, opened(tmp_path / "data") as counter:
        cups("lpadmin", "-p", "labels", "-E", "-v", f"socket://127.0.0.1:{there.port}", "-m", "raw")
        assert "labels" in cups_names()
        assert "cups:labels" in counter.desk.found()
        printer = counter.printer("cups:labels")
        assert counter.desk.state(printer).online
        job = counter.labels(printer)
        assert counter.run(job).state is JobState.SENT
        there.wait_for(4, 30)
        assert there.numbers() == counter.tags
        while cups("lpstat", "-o").stdout:  # a job that is disabled on its way begins again
            assert there.numbers() == counter.tags
        cups("cupsdisable", "labels")
        row = counter.run(counter.labels(printer))
        assert (row.state, row.fault.code, row.done) == (JobState.FAILED, "printer.paused", 0)
        cups("cupsenable", "labels")
        cups("cupsreject", "labels")
        row = counter.run(counter.labels(printer))
        assert (row.state, row.fault.code, row.done) == (JobState.FAILED, "printer.not_accepting", 0)
        renamed = counter.printer("cups:gone", Language.ZPL)
        assert counter.desk.state(renamed).alarms == ("printer.unknown",)
        row = counter.run(counter.labels(renamed))
        assert (row.state, row.fault.code, row.done) == (JobState.FAILED, "printer.unknown", 0)
        assert len(there.labels) == 4
    assert CupsDevice("labels", Language.PDF).state().online
