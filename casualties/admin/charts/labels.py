"""Words beside a mark: as long as a narrow page has room for."""

from casualties.core.estimation.wording import END_ISOLATE, ISOLATE

LONGEST = 46
_LEAST = 12


def labelled(speaker: str, said: str, note: str = "") -> str:
    """Return who says what, and a note on it; too long, the name is shortened before the figure.

    The note is never cut: it is the reason why a row is grey.

    Examples
    --------
    >>> labelled("Yaqein", "'64'")
    "Yaqein: '64'"
    >>> labelled("Yaqein", "'64'", "copy")
    "Yaqein: '64' (copy)"
    """
    told = f" ({note})" if note else ""
    longest = max(LONGEST - len(told), _LEAST)
    room = max(longest - len(said) - 2, _LEAST)
    return shortened(f"{shortened(speaker, room)}: {said}", longest) + told


def shortened(text: str, longest: int) -> str:
    """Return a text, or its beginning with an ellipsis where it is longer than that."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1].rstrip()
    unended = cut.count(ISOLATE) - cut.count(END_ISOLATE)
    return f"{cut}\N{HORIZONTAL ELLIPSIS}{END_ISOLATE * unended}"
