"""Digests: what a report is known by when it comes a second time."""

import hashlib
import json
from typing import Any

KEY_LENGTH = 24  # hex digits: 96 bits, no collision among any number of reports a desk can hold


def digest(content: Any) -> str:
    """Return the sha256 of a JSON-able value; the order of its keys does not matter."""
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()


def text_digest(text: str) -> str:
    """Return the sha256 of a text as it was received."""
    return hashlib.sha256(text.encode()).hexdigest()


def bytes_digest(content: bytes) -> str:
    """Return the sha256 of a file or body as it was received."""
    return hashlib.sha256(content).hexdigest()


def report_key(*, publisher: str, address: str, text: str | None, claims: Any) -> str:
    """Return the key of a report: its publisher, canonical address and text.

    Where there is no text its claims stand in for it, so that two claim-only entries from one
    page are two reports, and the same entry twice is one.
    """
    content = claims if text is None else text_digest(text)
    return digest([publisher, address, content])[:KEY_LENGTH]
