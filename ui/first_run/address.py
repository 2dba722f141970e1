"""The address of a city server, as people type it."""

from __future__ import annotations

from urllib.parse import urlsplit


def read_address(text: str) -> str | None:
    """The URL that is meant; https where no scheme is typed; None where it is no address of a server."""
    text = text.strip()
    url = text if "://" in text or not text else f"https://{text}"
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return url.rstrip("/") if fits else None
