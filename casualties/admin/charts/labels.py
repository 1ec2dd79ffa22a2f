"""Words beside a mark: as long as a narrow page has room for."""

LONGEST = 46
_LEAST = 12


def labelled(speaker: str, said: str) -> str:
    """Return who says what; where that is too long, the name is shortened before the figure.

    Examples
    --------
    >>> labelled("Yaqein", "'64'")
    "Yaqein: '64'"
    """
    room = max(LONGEST - len(said) - 2, _LEAST)
    return shortened(f"{shortened(speaker, room)}: {said}", LONGEST)


def shortened(text: str, longest: int) -> str:
    """Return a text, or its beginning with an ellipsis where it is longer than that."""
    return (
        text if len(text) <= longest else f"{text[: longest - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    )
