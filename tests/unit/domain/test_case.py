"""The order of the inbox."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.case import CaseKind, Urgency, order_of, urgency

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_what_two_people_hold_comes_first() -> None:
    kinds = sorted(CaseKind, key=lambda kind: order_of(kind, NOON, pressing=False))

    assert kinds == [
        CaseKind.DOUBLE_HANDOUT,
        CaseKind.CUSTODY_LOST,
        CaseKind.HOLD_OVERTAKEN,
        CaseKind.IRREGULAR,
        CaseKind.RETURN_WITHOUT_LOAN,
        CaseKind.FIELD_EDIT,
        CaseKind.UNAPPLIED,
        CaseKind.QUARANTINED,
    ]


def test_within_a_class_the_oldest_comes_first() -> None:
    older = order_of(CaseKind.FIELD_EDIT, NOON - timedelta(hours=1), pressing=False)

    assert older < order_of(CaseKind.FIELD_EDIT, NOON, pressing=False)


def test_what_presses_rises_by_one_step_and_before_its_equals() -> None:
    late = order_of(CaseKind.HOLD_OVERTAKEN, NOON, pressing=True)

    assert order_of(CaseKind.CUSTODY_LOST, NOON, pressing=False) < late
    assert late < order_of(CaseKind.HOLD_OVERTAKEN, NOON - timedelta(days=9), pressing=False)
    newer = order_of(CaseKind.DOUBLE_HANDOUT, NOON, pressing=True)
    assert newer < order_of(CaseKind.DOUBLE_HANDOUT, NOON - timedelta(days=9), pressing=False)


@pytest.mark.parametrize(
    ("kind", "calm", "pressing"),
    [
        (CaseKind.DOUBLE_HANDOUT, Urgency.NOW, Urgency.NOW),
        (CaseKind.RETURN_WITHOUT_LOAN, Urgency.SOON, Urgency.NOW),
        (CaseKind.QUARANTINED, Urgency.LATER, Urgency.SOON),
    ],
)
def test_urgency(kind: CaseKind, calm: Urgency, pressing: Urgency) -> None:
    assert (urgency(kind, pressing=False), urgency(kind, pressing=True)) == (calm, pressing)
