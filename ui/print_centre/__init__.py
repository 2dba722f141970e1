"""The print centre: what prints, what stands still and why, and the printers of this PC."""

from ui.print_centre.badge import PrintBadge
from ui.print_centre.page import PrintCentrePage
from ui.print_centre.strip import PrintStrip

__all__ = ["PrintBadge", "PrintCentrePage", "PrintStrip"]
