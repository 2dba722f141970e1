"""PDFium, which reads and changes finished papers, may be used by one thread at a time."""

from __future__ import annotations

from threading import Lock

pdfium_in_use = Lock()
"""Held around every use of pypdfium2."""
