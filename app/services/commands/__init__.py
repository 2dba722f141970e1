"""Every intention that a person at a counter can have. One module per part of the business."""

from app.services.commands import attachments, cases, inventory, loans, setup, tags, transfers, vehicles

__all__ = ["attachments", "cases", "inventory", "loans", "setup", "tags", "transfers", "vehicles"]
