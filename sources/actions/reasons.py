"""The rule that certain decisions say why."""

from sources.errors import InvalidInput


def said(reason: str) -> str:
    """Return the reason, trimmed; refuse an empty one."""
    if not reason.strip():
        raise InvalidInput.at("reason", "Say why in a sentence; it is kept with the decision.")
    return reason.strip()
