"""A text with its marked places, in parts that are drawn one after the other."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of text; ``fields`` are those it was read into, none where it is plain."""

    text: str
    fields: tuple[str, ...] = ()


def highlighted(text: str, spans: Mapping[str, Sequence[int]]) -> tuple[Part, ...]:
    """Cut a text at the ends of its spans.

    Answers which words a claim was read from. Spans may overlap; one that lies outside the text
    is cut to it.

    Parameters
    ----------
    text
        The report's text.
    spans
        Field to (start, end) in characters, 0 <= start <= end.

    Returns
    -------
    tuple of Part
        Put together again they are the text.

    Examples
    --------
    >>> [part.fields for part in highlighted("at least 12", {"quantity": [3, 11]})]
    [(), ('quantity',)]
    """
    most = len(text)
    cut = {name: (min(start, most), min(end, most)) for name, (start, end) in spans.items()}
    edges = sorted({0, len(text), *(edge for span in cut.values() for edge in span)})
    return tuple(
        Part(
            text=text[start:end],
            fields=tuple(
                sorted(name for name, span in cut.items() if span[0] <= start and end <= span[1])
            ),
        )
        for start, end in itertools.pairwise(edges)
    )
