"""Staff accounts on this device: passwords (argon2id), sign-in, lock after failures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import ceil

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.errors import Invalid, Refused
from app.domain.organization import Staff
from app.services.commands.base import Actor
from app.services.ports import Clock, Credential, Credentials

LEAST_LENGTH = 8
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=10)


@dataclass(slots=True)
class Accounts:
    credentials: Credentials
    clock: Clock
    hasher: PasswordHasher = field(default_factory=PasswordHasher)  # argon2id, RFC 9106 low-memory profile

    def set_password(self, staff_id: str, password: str) -> None:
        """Give the account this password on this device. Raises Invalid where it is too short."""
        if len(password) < LEAST_LENGTH:
            raise Invalid("password.too_short", least=LEAST_LENGTH)
        self.credentials.put(Credential(staff_id, self.hasher.hash(password)))

    def sign_in(self, username: str, password: str) -> Actor:
        """Who this is. Raises Refused: unknown or wrong (one and the same answer), or locked for a while."""
        account = self.credentials.staff_by_username(username.strip())
        if account is None or not account.active:
            self._pretend(password)
            raise Refused("sign_in.wrong")
        self.verify(account.id, password)
        return actor_of(account)

    def verify(self, staff_id: str, password: str) -> None:
        """Whether it is the account's password, as to open a locked screen. Raises Refused as `sign_in` does."""
        credential = self.credentials.get(staff_id)
        if credential is None:
            self._pretend(password)
            raise Refused("sign_in.wrong")
        now = self.clock.now()
        if credential.locked_until is not None and now < credential.locked_until:
            minutes = ceil((credential.locked_until - now) / timedelta(minutes=1))
            raise Refused("sign_in.locked", minutes=minutes)
        try:
            self.hasher.verify(credential.password_hash, password)
        except (VerificationError, InvalidHashError):
            self._count_failure(credential)
            raise Refused("sign_in.wrong") from None
        if credential.failures or credential.locked_until or self.hasher.check_needs_rehash(credential.password_hash):
            self._renew(credential, password)

    def _pretend(self, password: str) -> None:
        """The same work as for a known account, so that the time taken tells no names."""
        self.hasher.hash(password)

    def _renew(self, credential: Credential, password: str) -> None:
        """Renew the hash with today's parameters and forget failures."""
        fresh = credential.password_hash
        if self.hasher.check_needs_rehash(fresh):
            fresh = self.hasher.hash(password)
        self.credentials.put(Credential(credential.staff_id, fresh))

    def _count_failure(self, credential: Credential) -> None:
        failures = credential.failures + 1
        locked = self.clock.now() + LOCKED_FOR if failures >= MOST_FAILURES else None
        self.credentials.put(
            replace(credential, failures=0 if locked else failures, locked_until=locked),
        )


def actor_of(account: Staff) -> Actor:
    return Actor(account.id, account.name, account.role)
