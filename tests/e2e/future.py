"""A program two versions ahead, made of this one: what its authors would have changed, as edits of a copy."""

import shutil
import sys
from pathlib import Path

from app.persistence.schema import head_revision
from sync.protocol import FEED
from tests.e2e.program import ROOT

VERSION = "0.3.0"

_INSPECTION = """
from dataclasses import dataclass


@dataclass(slots=True)
class Inspection:
    id: str
    asset_id: str
    site_id: str
    note: str
    version: int = 0
"""

_COMMANDS = '''

@upcasts("hand_out", 1)
def _(body: dict[str, Any]) -> dict[str, Any]:
    """The second version says purpose where the first said reason."""
    body["purpose"] = body.pop("reason", "")
    return body


@upcasts("hand_out", 2)
def _(body: dict[str, Any]) -> dict[str, Any]:
    """The third notes the piece's colour."""
    return {**body, "colour": "未记"}


@command
@dataclass(frozen=True, slots=True)
class Inspect(Command):
    TYPE = "inspect"

    asset_id: str
    note: str
    inspection_id: str = field(default_factory=new_id)
'''

_HANDLER = """

@handles(Inspect)
def inspect(command: Inspect, uow: UnitOfWork, context: Context) -> None:
    asset = uow.assets.require(command.asset_id)
    uow.inspections.add(Inspection(command.inspection_id, asset.id, context.site_id, command.note))
"""

_MIGRATION = f'''
import sqlalchemy as sa
from alembic import op

revision = "9002"
down_revision = "{head_revision()}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("asset") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "inspection",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "asset_id", "site_id", "note")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("dirty", sa.Integer(), nullable=True),
        sa.Column("unknown", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
'''


def make(tree: Path, *, least_feed: int | None = None) -> Path:
    """Write the program into `tree`. `least_feed`: what its city asks of a counter; None: what this one's does."""
    tree.mkdir()
    for package in ("app", "ui", "printing", "sync"):
        shutil.copytree(ROOT / package, tree / package)  # with what was compiled, which starts faster
    if sys.platform == "win32":
        shutil.copytree(ROOT / "resources", tree / "resources")
    else:
        (tree / "resources").symlink_to(ROOT / "resources")
    (tree / "app/domain/inspection.py").write_text(_INSPECTION, encoding="utf-8")
    (tree / "app/persistence/migrations/versions/9002_inspections.py").write_text(_MIGRATION, encoding="utf-8")
    _edit(tree / "app/__init__.py", ('__version__ = "', f'__version__ = "{VERSION}"  # "'))
    _edit(
        tree / "app/domain/asset.py",
        ("    custody_epoch: int = 0\n", '    colour: str = ""\n    custody_epoch: int = 0\n'),
    )
    _edit(
        tree / "app/persistence/tables.py",
        ("from app.domain.loan import", "from app.domain.inspection import Inspection\nfrom app.domain.loan import"),
        ("counter_device = _entity", 'inspection = _entity_table("inspection", Inspection)\ncounter_device = _entity'),
        ("    CounterDevice: counter_device,\n", "    Inspection: inspection,\n    CounterDevice: counter_device,\n"),
    )
    _edit(
        tree / "app/persistence/unit_of_work.py",
        ("from app.domain.loan import", "from app.domain.inspection import Inspection\nfrom app.domain.loan import"),
        ("        self.cases = ", "        self.inspections = self._store(Inspection)\n        self.cases = "),
    )
    commands = tree / "app/services/commands/loans.py"
    before, hand_out, after = commands.read_text(encoding="utf-8").partition('    TYPE = "hand_out"\n')
    after = after.replace('    reason: str = ""\n', '    purpose: str = ""\n    colour: str = "蓝"\n', 1)
    commands.write_text(before + hand_out + "    VERSION = 3\n" + after + _COMMANDS, encoding="utf-8")
    _edit(
        commands,
        ("from datetime import date\n", "from datetime import date\nfrom typing import Any\n"),
        ("Numbers, command\n", "Numbers, command, upcasts\n"),
    )
    handlers = tree / "app/services/handlers/loans.py"
    _edit(
        handlers,
        ("reason=command.reason or", "reason=command.purpose or"),
        (
            "                check_lendable(",
            "                asset.colour = command.colour\n                check_lendable(",
        ),
        ("ExtendLoan, HandOut,", "ExtendLoan, HandOut, Inspect,"),
        ("from app.domain.loan import", "from app.domain.inspection import Inspection\nfrom app.domain.loan import"),
    )
    handlers.write_text(handlers.read_text(encoding="utf-8") + _HANDLER, encoding="utf-8")
    _edit(tree / "app/headless/desk.py", ("reason=options.reason,", "purpose=options.reason,"))
    _edit(tree / "sync/protocol.py", (f"\nFEED = {FEED}  #", f"\nFEED = {FEED + 2}  #"))
    if least_feed is not None:
        _edit(tree / "sync/protocol.py", ("\nLEAST_FEED = ", f"\nLEAST_FEED = {least_feed}  # "))
    return tree


def _edit(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace texts that occur once."""
    content = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert content.count(old) == 1, (path.name, old)
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")
