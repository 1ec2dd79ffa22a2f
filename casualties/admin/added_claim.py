"""One more claim of a report on file: typed from its words where reading missed it."""

from typing import Any

from casualties import rights
from casualties.actions import intake
from casualties.admin.report_form import ReportClaim
from casualties.admin.typed import fields_of_words
from casualties.models import ReportReading
from sources.core.types import Actor
from sources.models import Report

LONGEST_WORDS = 300  # what a claim's own words may hold


class AddClaim(ReportClaim):
    """A claim the report makes and nobody entered."""

    verb, button = "add_claim", "Add a claim"
    needs = "casualties.add_claim"
    explains = (
        "A claim of this report that is not on file. It is accepted at once, or a draft where what "
        "you type waits for somebody else."
    )
    row: Report

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Of every report."""
        return row is not None

    def field_of(self, path: str) -> str | None:
        """Show what is said of its figure at the qualifier."""
        name = super().field_of(path)
        return "qualifier" if path.endswith(".quantity") else name

    def act(self, by: Actor) -> str:
        """Enter it."""
        new = self.new_claim("a1")
        at_once = rights.counts_at_once(self.user)
        made = intake.add(report=self.row, claim=new, by=by, may_review=at_once)
        return f"{made.key.rpartition('/')[2]} is on file. {made.note}".strip()


def said_in(report: Report, asked: str) -> dict[str, Any]:
    """Return what the form begins with: the words of an unread sentence, read as far as may be."""
    reading = report.readings.first()
    number = int(asked) if asked.isdecimal() else -1
    said = unread_sentence(reading, number) if reading else ""
    if not said:
        return {"claimant": report.publisher_id}
    read = next(iter(fields_of_words(said)), {})
    return {**read, "claimant": report.publisher_id, "expression": said[:LONGEST_WORDS]}


def unread_sentence(reading: ReportReading, number: int) -> str:
    """Return an unread sentence of a text on one line; empty where there is none of that number."""
    if not (reading.report.text and 0 <= number < len(reading.unread)):
        return ""
    start, end = reading.unread[number]
    return " ".join(reading.report.text[start:end].split())
