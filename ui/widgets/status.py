"""How each status of an asset looks: word, meaning, icon."""

from ui.i18n import tr


def status_look(code: str) -> tuple[str, str, str]:
    """(word, meaning, icon) of a status code of `app.domain.asset.Status`; an unknown code shows as it is."""
    looks = {
        "available": (tr("Available"), "good", "available"),
        "reserved": (tr("Reserved"), "attention", "reserved"),
        "in_transit": (tr("In transit"), "information", "transit"),
        "lent": (tr("Lent"), "information", "out"),
        "rented": (tr("Rented out"), "information", "rented"),
        "allocated": (tr("Allocated"), "neutral", "allocated"),
        "repair": (tr("In repair"), "attention", "repair"),
        "missing": (tr("Missing"), "problem", "missing"),
        "to_dispose": (tr("To be disposed of"), "attention", "pending"),
        "disposed": (tr("Disposed of"), "neutral", "disposed"),
    }
    return looks.get(code, (code, "neutral", "unknown"))
