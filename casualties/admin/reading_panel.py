"""What was read from a report's text, in its own sentences, and what may have been missed."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casualties.core.reading import Document, Span, UnreadableText
from casualties.models import Claim, ReportReading
from sources.admin.panels import Panel, link
from sources.models import Report

_COLUMNS = ("Draft", "In the text")
_SAID = {
    "quantity": "figure",
    "harm": "what happened",
    "claimant": "who says so",
    "alleged_party": "who did it",
    "place": "where",
    "when": "when",
    "cause": "how",
}


def reading_panels(report: Report, claims: Collection[Claim]) -> list[Panel]:
    """Return the sentences drafts were read from, marked, and those with a word and no draft.

    ``claims`` are those of the report that this person may know of.
    """
    reading = report.readings.first()
    if report.text is None:
        return []
    if reading is None:
        waits = "The text waits to be read: this takes seconds while workers run."
        return [Panel(title="What was read", columns=_COLUMNS, rows=(), empty=waits)]
    rows = list(_drafts(report.text, reading, {claim.key: claim for claim in claims}))
    missed = [("no draft", report.text[start:end]) for start, end in reading.unread]
    looked = reading.decisions.filter(ended_at=None).first()
    return [
        Panel(
            title="What was read",
            columns=_COLUMNS,
            rows=rows,
            empty=reading.note or "No claim was found in the text.",
            note=f"Read by {reading.reader}. Point at a mark to see what it stands for.",
        ),
        Panel(
            title="Not read: sentences with a casualty word and no draft",
            columns=_COLUMNS,
            rows=missed,
            empty="None: every such sentence gave a draft or repeats one.",
            note=f"Nothing more in them: {looked.by}, {looked.at:%-d %B %Y}." if looked else "",
        ),
    ]


def _drafts(
    text: str, reading: ReportReading, claims: Mapping[str, Claim]
) -> Iterator[Sequence[object]]:
    sentences = _sentences(text)
    for key, told in reading.drafts.items():
        figure = told["spans"].get("quantity") or told["spans"].get("harm")
        if key in claims and figure:
            span = next((s for s in sentences if s.start <= figure[0] < s.end), Span(*figure))
            yield link(claims[key], claims[key].said), _marked(text, span, told["spans"])


def _sentences(text: str) -> tuple[Span, ...]:
    try:
        return Document(text=text).spans
    except UnreadableText:
        return ()


def _marked(text: str, sentence: Span, spans: Mapping[str, Sequence[int]]) -> SafeString:
    """Return a sentence with the words of each field marked; where two overlap, the first."""
    pieces: list[tuple[SafeString | str]] = []
    at = sentence.start
    for name, (start, end) in sorted(spans.items(), key=lambda item: tuple(item[1])):
        if at <= start and end <= sentence.end:
            pieces.append((text[at:start],))
            words = format_html('<mark title="{}">{}</mark>', _SAID[name], text[start:end])
            pieces.append((words,))
            at = end
    return format_html_join("", "{}", [*pieces, (text[at : sentence.end],)])
