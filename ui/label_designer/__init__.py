"""Label templates: the list of them, and the window in which one is drawn."""

from ui.label_designer.designer import Designer
from ui.label_designer.listing import TemplateList

__all__ = ["Designer", "TemplateList"]
