"""Every part in every state, to look at: `build_gallery()` to click through, `save_gallery(folder)` as pictures."""

from ui.gallery.pictures import save_gallery, specimen_shell
from ui.gallery.specimens import specimen_columns, specimens
from ui.gallery.window import Gallery, build_gallery

__all__ = ["Gallery", "build_gallery", "save_gallery", "specimen_columns", "specimen_shell", "specimens"]
