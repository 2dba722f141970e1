"""移库 between sites: send, receive, and what is on its way."""

from ui.transfers.badge import ArrivingBadge
from ui.transfers.looks import is_slip
from ui.transfers.page import TransfersPage

__all__ = ["ArrivingBadge", "TransfersPage", "is_slip"]
