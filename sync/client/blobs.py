"""Attachments up and down: piece by piece, resumed where they stopped, never in the way of operations."""

from __future__ import annotations

import logging
from collections.abc import Callable

from app.services.attachments import ContentDiffers, OffsetDiffers, Upload, Uploads
from sync.client.line import CityLine, CityRefused

log = logging.getLogger("sync.client")

PIECE = 512 << 10
"""Bytes of one request: below what a request may hold, and soon through a slow line."""


def send_waiting(uploads: Uploads, line: CityLine, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what waits, until nothing does or it is time to stop. Returns how many files went up whole.

    A file that the city does not take is counted and tried again another time, after the others. Raises LineDown,
    and CityRefused where the session is over.
    """
    whole = 0
    for upload in uploads.waiting(limit=1000):
        try:
            whole += _send(uploads, line, upload, stopping)
        except CityRefused as refused:
            if not line.open:
                raise
            log.warning("a file was not taken by the city: %s", refused.trouble.code)
            uploads.failed(upload.sha256, refused.trouble.code)
        if stopping():
            break
    return whole


def _send(uploads: Uploads, line: CityLine, upload: Upload, stopping: Callable[[], bool]) -> bool:
    state = line.blob_state(upload.sha256)  # the city may have more than is known here, or been put back
    while not state.whole and not stopping():
        piece = uploads.piece(upload.sha256, state.received, PIECE)
        if not piece:
            uploads.failed(upload.sha256, "attachment.content_missing")
            return False
        state = line.send_piece(upload.sha256, state.received, upload.size, piece)
        uploads.sent(upload.sha256, state.received, whole=state.whole)
    if state.whole:
        uploads.sent(upload.sha256, state.received, whole=True)
    return state.whole


def fetch(uploads: Uploads, line: CityLine, sha256: str, size: int) -> bool:
    """Fetch a file that another counter of the site attached; True when it is here whole.

    Goes on where an earlier attempt stopped. Raises LineDown or CityRefused.
    """
    while uploads.path_of(sha256) is None:
        offset = uploads.received(sha256)
        piece = line.read_piece(sha256, offset, min(PIECE, size - offset))
        try:
            uploads.receive(sha256, offset, piece, size)
        except (ContentDiffers, OffsetDiffers):
            log.warning("an attachment did not come as it was named")
            return False
        if not piece:
            return False
    return True
