"""The papers that go with a loan."""

from datetime import UTC, date, datetime

from app.domain.asset import Condition
from app.domain.loan import Approval, LoanKind
from app.services.companions import reminder
from app.services.queries import AssetRow, LoanDetail, LoanPiece, LoanRow


def test_a_reminder_names_the_day_in_china_whatever_zone_the_pc_is_set_to() -> None:
    """The slip of that loan bears the same day."""
    handed_out = datetime(2026, 10, 8, 17, 30, tzinfo=UTC)  # half past one in the night of the ninth
    row = LoanRow(
        "l", "JY", LoanKind.LOAN, "教育和体育局", "张三", handed_out, date(2026, 11, 1), Approval.PAPER,
        1, 1, 0, overdue=True, reason="", pending=False,
    )  # fmt: skip
    piece = AssetRow(**dict.fromkeys(AssetRow.__dataclass_fields__, "") | {"condition": Condition.GOOD})
    letter = reminder(
        LoanDetail(row, "o", "p", None, (LoanPiece(piece, None, None, disputed=False),)),
        site_name="邹城市公物仓",
        clerk="孔令辉",
        today=date(2026, 11, 20),
    )
    assert dict(letter.fields)["handed_out"] == "2026年10月9日"
