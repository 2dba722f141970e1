"""Every intention that a person at a counter can have. One module per part of the business."""

from app.services.commands import inventory, loans, setup, vehicles

__all__ = ["inventory", "loans", "setup", "vehicles"]
