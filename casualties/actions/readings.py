"""Reading the texts of reports: drafts for the desk, by a rule, never counted as reviewed.

The database is the queue: a report with a text and no reading by the current reader waits.
"""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from casualties import mapping, queries
from casualties.actions import derivations, hints, judgements, linking
from casualties.actions.estimates import FAILURES
from casualties.core.reading import (
    ClaimDraft,
    Confidence,
    Document,
    Reader,
    Reading,
    UnreadableText,
    read_with,
    reader_named,
)
from casualties.core.reading.filing import Filed, OnFile, filed
from casualties.core.reading.scenes import BACKGROUND
from casualties.core.types import ClaimValue
from casualties.core.words import DerivationVerdict, JudgementVerdict, Relation
from casualties.models import PERSON, Claim, ClaimParty, Judgement, ReportReading
from sources.core.types import Actor, ActorKind
from sources.models import Report

log = logging.getLogger("corroborate.reading")

READER = Actor(ActorKind.RULE, "reader")
BATCH = 20  # reports a transaction: a crash loses the work of a second, and nothing else

# Rows are claimed, never assumed; a report another worker holds is passed over.
_NEXT = """
    SELECT report.id FROM sources_report AS report
     WHERE report.text IS NOT NULL
       AND NOT EXISTS (SELECT FROM casualties_reportreading AS reading
                        WHERE reading.report_id = report.id AND reading.reader = %s)
     ORDER BY report.id DESC LIMIT %s
       FOR NO KEY UPDATE OF report SKIP LOCKED
"""


@dataclass(slots=True)
class ReadOff:
    """What a pass over the waiting reports did."""

    reports: int = 0
    drafts: int = 0
    failed: int = 0


def read_waiting(*, limit: int | None = None) -> ReadOff:
    """Read reports that wait, the newest first, until none waits or ``limit`` is met."""
    reader = reader_named(settings.READER)
    total = ReadOff()
    while limit is None or total.reports < limit:
        room = BATCH if limit is None else min(BATCH, limit - total.reports)
        if not _read_batch(reader, room, total):
            break
    return total


@transaction.atomic
def _read_batch(reader: Reader, room: int, total: ReadOff) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [reader.identity, room])
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return 0
    people = queries.names_on_file()
    for report in Report.objects.filter(pk__in=ids).select_related("publisher"):
        total.reports += 1
        try:
            with transaction.atomic():
                total.drafts += _read(report, reader, people)
        except FAILURES as error:
            total.failed += 1
            log.exception("reading failed", extra={"report": report.key})
            _note(report, reader, f"Not read: {type(error).__name__}.")
    hints.refresh_on_commit()
    return len(ids)


def _read(report: Report, reader: Reader, people: queries.NamesOnFile) -> int:
    try:
        document = Document(
            text=report.text or "", published_on=report.published_on, language=report.language
        )
    except UnreadableText as error:
        _note(report, reader, str(error))
        return 0
    reading = read_with(reader, document)
    if report.claims.filter(read_by=PERSON).exists():
        # What a person typed from a text stands; the reading is kept to measure the reader by.
        _keep(report, reading, {}, "Its claims were entered by a person: no drafts were filed.")
        return 0
    filing = _Filing(report, reading, people)
    filing.run()
    _keep(report, reading, filing.told, "")
    return len(filing.told)


def _note(report: Report, reader: Reader, why: str) -> None:
    ReportReading.objects.create(report=report, reader=reader.identity, note=why)


def _keep(report: Report, reading: Reading, told: dict[str, Any], note: str) -> None:
    ReportReading.objects.create(
        report=report,
        reader=reading.reader,
        drafts=told,
        unread=[list(span) for span in reading.unread],
        refused=list(reading.refused),
        read_to=reading.read_to,
        note=note,
    )


@dataclass(slots=True)
class _Filing:
    """The drafts of one reading on their way into the database."""

    report: Report
    reading: Reading
    people: queries.NamesOnFile
    told: dict[str, Any] = field(default_factory=dict)
    filed: list[Claim] = field(default_factory=list)

    def run(self) -> None:
        """File every draft, or let it correct or leave the draft of an older version."""
        earlier = _Earlier(self.report)
        on_file = OnFile(
            publisher=self.report.publisher.slug,
            sources=self.people.sources,
            parties=self.people.parties,
            day=self.report.published_on or self.report.received_at.date(),
        )
        numbers = earlier.free_numbers()
        measured = queries.measured_confidence(self.reading.reader)
        rows: dict[int, Claim] = {}
        for number, draft in enumerate(self.reading.drafts):
            found = filed(draft, f"r{next(numbers)}", on_file)
            known = earlier.same_words(draft)
            if known is not None and (known.pk in earlier.touched or earlier.says(known, found)):
                rows[number] = known
            else:
                rows[number] = self._file(draft, found)
                if known is not None:
                    _correct(known, rows[number])
            self.told[rows[number].key] = _told(draft, measured)
        self._tie(rows)
        self._link(rows)

    def _link(self, rows: dict[int, Claim]) -> None:
        """Let the linker look at what this text's own event gave; asides wait for a person."""
        own = [row for row in rows.values() if row in self.filed and BACKGROUND not in row.flags]
        linking.link(claims=own)

    def _file(self, draft: ClaimDraft, found: Filed) -> Claim:
        value = found.value
        row = Claim.objects.create(
            key=f"{self.report.key}/{value.key}",
            report=self.report,
            claimant_id=self.people.source_ids[value.claimant],
            entered_by=str(READER),
            read_by=self.reading.reader,
            spans=_spans(draft),
            flags=[flag[:40] for flag in found.flags],
            protection=self.report.protection,
            **mapping.claim_columns(value),
        )
        ClaimParty.objects.bulk_create(
            ClaimParty(claim=row, party_id=self.people.party_ids[slug])
            for slug in value.alleged_parties
        )
        self.filed.append(row)
        return row

    def _tie(self, rows: dict[int, Claim]) -> None:
        """Tie parts to their totals: the sentence itself says that the one is within the other."""
        for number, draft in enumerate(self.reading.drafts):
            if draft.relation is None or draft.on is None:
                continue
            part, total = rows[number], rows[draft.on]
            if part.pk == total.pk or part.derivations.filter(ended_at=None).exists():
                continue
            derivations.state(
                claim=part,
                on_claim=total,
                relation=draft.relation,
                verdict=DerivationVerdict.CONFIRMED,
                by=READER,
                reason="The text counts it within the other.",
            )


def _spans(draft: ClaimDraft) -> dict[str, list[int]]:
    return {name: [quote.start, quote.end] for name, quote in draft.quotes.items()}


def _told(draft: ClaimDraft, measured: dict[tuple[str, str], Confidence]) -> dict[str, Any]:
    confidence = {
        name: measured.get((draft.rule, name), word).value
        for name, word in draft.confidence.items()
    }
    return {"rule": draft.rule, "confidence": confidence, "spans": _spans(draft)}


class _Earlier:
    """The drafts that older versions of the reader filed for a report."""

    def __init__(self, report: Report) -> None:
        rows = list(Claim.objects.filter(report=report).prefetch_related("alleged_parties"))
        self.keys = {row.key for row in rows}
        read = [row for row in rows if row.read_by != PERSON and row.entered_by == str(READER)]
        replaced = queries.corrected_by_rule(row.pk for row in read)
        self.live = [row for row in read if row.pk not in replaced]
        self.touched = queries.touched_by_people(row.pk for row in self.live)

    def free_numbers(self) -> Any:
        """Yield numbers for keys that no claim of the report has."""
        taken = {key.rpartition("/")[2] for key in self.keys}
        return (number for number in range(1, 10**6) if f"r{number}" not in taken)

    def same_words(self, draft: ClaimDraft) -> Claim | None:
        """Return the older draft whose figure stands in the same words, if there is one."""
        quote = draft.quotes.get("quantity")
        if quote is None:
            return None
        return next((row for row in self.live if _overlaps(row, quote.start, quote.end)), None)

    def says(self, row: Claim, found: Filed) -> bool:
        """Return whether an older draft says all that the new one says."""
        return _bare(mapping.claim_value(row)) == _bare(found.value)


def _bare(value: ClaimValue) -> dict[str, Any]:
    return {**mapping.claim_columns(value), "parties": value.alleged_parties, "by": value.claimant}


def _overlaps(row: Claim, start: int, end: int) -> bool:
    first, last = row.spans.get("quantity", (0, 0))
    return bool(first < end and start < last)


def _correct(old: Claim, new: Claim) -> None:
    """Let a draft of the current version stand for one that nobody touched, link and all."""
    derivations.state(
        claim=new,
        on_claim=old,
        relation=Relation.CORRECTS,
        verdict=DerivationVerdict.CONFIRMED,
        by=READER,
        reason=f"Read again by {new.read_by}.",
    )
    link = (
        Judgement.objects.filter(claim=old, verdict=JudgementVerdict.POSITIVE, ended_at=None)
        .select_related("incident")
        .first()
    )
    if link and new.scope == old.scope:
        judgements.judge(
            claim=new,
            incident=link.incident,
            verdict=JudgementVerdict.POSITIVE,
            by=READER,
            reason="Follows the draft it corrects.",
        )
