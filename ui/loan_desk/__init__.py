"""The loan desk (F3): hand-out, take-back, requests, loans."""

from ui.loan_desk.page import LoanDeskPage

__all__ = ["LoanDeskPage"]
