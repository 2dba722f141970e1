"""Sign-in: what is told and what is not, the lock after failures, and its end."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from app.domain.errors import Invalid, Refused
from app.domain.organization import Role, Staff
from app.services.accounts import LEAST_LENGTH, LOCKED_FOR, MOST_FAILURES, Accounts
from app.services.ports import Credential

PASSWORD = "correct horse"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Kept:
    """Accounts and their credentials in memory."""

    staff: dict[str, Staff] = field(default_factory=dict)
    credentials: dict[str, Credential] = field(default_factory=dict)

    def get(self, staff_id: str) -> Credential | None:
        return self.credentials.get(staff_id)

    def put(self, credential: Credential) -> None:
        self.credentials[credential.staff_id] = credential

    def staff_by_username(self, username: str) -> Staff | None:
        return next((one for one in self.staff.values() if one.username == username), None)


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 22, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self):
        return self.at.date()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept() -> Kept:
    return Kept({"s1": Staff("s1", "370883", "zhang", "张丽华", Role.MANAGER)})


@pytest.fixture
def accounts(kept: Kept, clock: Clock) -> Accounts:
    accounts = Accounts(kept, clock, QUICK)
    accounts.set_password("s1", PASSWORD)
    return accounts


def refusal(accounts: Accounts, username: str, password: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        accounts.sign_in(username, password)
    return refused.value.code, refused.value.params


def test_who_signs_in(accounts: Accounts) -> None:
    actor = accounts.sign_in("  zhang ", PASSWORD)

    assert (actor.staff_id, actor.name, actor.role) == ("s1", "张丽华", Role.MANAGER)


def test_a_wrong_name_and_a_wrong_password_are_told_alike(accounts: Accounts) -> None:
    assert refusal(accounts, "nobody", PASSWORD) == refusal(accounts, "zhang", "wrong horse") == ("sign_in.wrong", {})


def test_an_unknown_name_costs_the_same_work(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    original = PasswordHasher.hash
    monkeypatch.setattr(
        PasswordHasher,
        "hash",
        lambda self, password, **more: (hashed.append(password), original(self, password, **more))[1],
    )

    refusal(accounts, "nobody", "a guess")

    assert hashed == ["a guess"]


def test_a_closed_account_does_not_sign_in(accounts: Accounts, kept: Kept) -> None:
    kept.staff["s1"] = replace(kept.staff["s1"], active=False)

    assert refusal(accounts, "zhang", PASSWORD) == ("sign_in.wrong", {})


def test_an_account_without_a_password_does_not_sign_in(accounts: Accounts, kept: Kept) -> None:
    kept.staff["s2"] = Staff("s2", "370883", "chen", "陈洁", Role.CLERK)

    assert refusal(accounts, "chen", "") == ("sign_in.wrong", {})


def test_failures_lock_and_time_unlocks(accounts: Accounts, clock: Clock) -> None:
    for _ in range(MOST_FAILURES):
        assert refusal(accounts, "zhang", "wrong horse")[0] == "sign_in.wrong"

    assert refusal(accounts, "zhang", PASSWORD) == ("sign_in.locked", {"minutes": 10})
    clock.at += LOCKED_FOR - timedelta(seconds=1)
    assert refusal(accounts, "zhang", PASSWORD) == ("sign_in.locked", {"minutes": 1})
    clock.at += timedelta(seconds=1)
    assert accounts.sign_in("zhang", PASSWORD).name == "张丽华"


def test_a_lock_ends_with_a_new_count(accounts: Accounts, clock: Clock) -> None:
    for _ in range(MOST_FAILURES):
        refusal(accounts, "zhang", "wrong horse")
    clock.at += LOCKED_FOR

    assert refusal(accounts, "zhang", "wrong horse")[0] == "sign_in.wrong"
    assert accounts.sign_in("zhang", PASSWORD)


def test_the_right_password_forgets_failures(accounts: Accounts, kept: Kept) -> None:
    for _ in range(MOST_FAILURES - 1):
        refusal(accounts, "zhang", "wrong horse")
    accounts.sign_in("zhang", PASSWORD)

    assert kept.credentials["s1"].failures == 0
    assert refusal(accounts, "zhang", "wrong horse")[0] == "sign_in.wrong"


def test_the_administrator_s_new_password_opens_a_locked_account(accounts: Accounts) -> None:
    for _ in range(MOST_FAILURES):
        refusal(accounts, "zhang", "wrong horse")

    accounts.set_password("s1", "another horse")

    assert accounts.sign_in("zhang", "another horse")
    assert refusal(accounts, "zhang", PASSWORD)[0] == "sign_in.wrong"


def test_a_short_password_is_not_taken(accounts: Accounts, kept: Kept) -> None:
    before = kept.credentials["s1"]

    with pytest.raises(Invalid, match=r"password\.too_short"):
        accounts.set_password("s1", "x" * (LEAST_LENGTH - 1))
    assert kept.credentials["s1"] == before


def test_a_hash_of_old_parameters_is_renewed_at_sign_in(accounts: Accounts, kept: Kept, clock: Clock) -> None:
    stronger = Accounts(kept, clock, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    old = kept.credentials["s1"].password_hash

    stronger.sign_in("zhang", PASSWORD)

    assert kept.credentials["s1"].password_hash != old
    assert "t=2" in kept.credentials["s1"].password_hash
    assert stronger.sign_in("zhang", PASSWORD)


def test_a_damaged_hash_opens_nothing(accounts: Accounts, kept: Kept) -> None:
    kept.credentials["s1"] = replace(kept.credentials["s1"], password_hash="damaged")

    assert refusal(accounts, "zhang", PASSWORD)[0] == "sign_in.wrong"


def test_no_secret_is_kept_in_plain(accounts: Accounts, kept: Kept) -> None:
    assert kept.credentials["s1"].password_hash.startswith("$argon2id$")
    assert PASSWORD not in repr(kept.credentials)
