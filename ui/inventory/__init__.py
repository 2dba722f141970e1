"""The inventory window: what the pool holds, and how property comes in."""

from ui.inventory.page import InventoryPage

__all__ = ["InventoryPage"]
