"""A text with sentences that speak of casualties and gave no draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode

from casualties.actions import reading_decisions
from casualties.admin.added_claim import AddClaim, unread_sentence
from casualties.admin.claim_rows import described_claims
from casualties.core.highlight import Part, highlighted
from casualties.models import ReportReading
from sources.admin.act_form import ActForm, reason_field
from sources.admin.panels import address_of
from sources.core.types import Actor

LONGEST_TEXT = 60_000  # characters shown; the report's own page has the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """An unread sentence, and where a claim is typed from it; empty: this person may not."""

    said: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadItem:
    """The text with those sentences marked, and the claims that are on file from it."""

    row: ReportReading
    parts: Sequence[Part]
    cut: bool
    sentences: Sequence[Sentence]
    claims: Sequence[Any]

    @property
    def name(self) -> str:
        """Return what the window is called while it is looked at."""
        return f"Unread: {self.row.report.title or self.row.report.key}"


class NothingMore(ActForm):
    """No sentence holds a claim that is not on file."""

    verb, button = "nothing", "Nothing more in them"
    needs = "casualties.add_review"
    row: ReportReading
    reason = reason_field(required=False)

    @classmethod
    def offered(cls, row: ReportReading) -> bool:
        """Until somebody said so."""
        return not row.decisions.filter(ended_at=None).exists()

    def act(self, by: Actor) -> str:
        """Say so."""
        said = self.cleaned_data["reason"]
        reading_decisions.nothing_more(reading=self.row, by=by, reason=said)
        return "Nothing more in them: they come back only where a reader leaves another unread."


def unread_item(user: Any, row: ReportReading) -> UnreadItem:
    """Return what the queue shows of a reading."""
    text = row.report.text or ""
    spans = {f"sentence {number}": span for number, span in enumerate(row.unread, 1)}
    may_type = user.has_perm(AddClaim.needs)
    return UnreadItem(
        row=row,
        parts=highlighted(text[:LONGEST_TEXT], spans),
        cut=len(text) > LONGEST_TEXT,
        sentences=[
            Sentence(said=said, address=_typing(row, number) if may_type else "")
            for number in range(len(row.unread))
            if (said := unread_sentence(row, number))
        ],
        claims=list(described_claims(user).filter(report=row.report_id).order_by("pk")[:20]),
    )


def _typing(row: ReportReading, number: int) -> str:
    return f"{address_of(row.report, AddClaim.verb)}?{urlencode({'sentence': number})}"
