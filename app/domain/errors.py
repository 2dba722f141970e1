"""What the domain says no with. Words for a person are looked up by `code` (app.words)."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal or a fault in what was given, with a stable code and the facts that its words need.

    `code` is a key of resources/i18n/messages.*.json; `params` fill its templates.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code}({facts})"


class Invalid(DomainError):
    """What was entered cannot be meant: a malformed number, an empty name, a date in the wrong order."""


class Refused(DomainError):
    """A rule forbids it as things stand: status, custody, reservation, role, policy."""


class NotFound(DomainError):
    """What was named is not known here."""
