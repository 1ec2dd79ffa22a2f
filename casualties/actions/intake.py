"""Taking in reports with their claims: one road for the API, the admin and bulk import.

A report on file with the same claims gets its first answer again; with other claims it is
refused with the difference. Everything of one call is stored, or nothing.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from casualties import mapping
from casualties.actions import falling, hints, linking, references, repeats
from casualties.actions.intake_rows import Intake, names_no_incident
from casualties.core.gazetteer import Written
from casualties.core.intake import (
    ClaimReceipt,
    NewClaim,
    NewReport,
    Receipt,
    dates_of,
    key_of,
)
from casualties.core.words import JudgementVerdict
from casualties.models import Judgement
from sources.actions import audit, sources
from sources.core.canonical import canonical_url
from sources.core.types import Actor, Protection
from sources.errors import Conflict, CorroborateError, InvalidInput
from sources.models import Report


def receive(
    *, report: NewReport, by: Actor, may_review: bool = False, link: bool = True
) -> Receipt:
    """Take one report in. With ``may_review`` its claims are accepted at once, else drafts."""
    return receive_many(reports=[report], by=by, may_review=may_review, link=link)[0]


@transaction.atomic
def receive_many(
    *, reports: Sequence[NewReport], by: Actor, may_review: bool = False, link: bool = True
) -> list[Receipt]:
    """Take reports in, in as many statements for a thousand as for one.

    The result is the same as of taking them in one after the other. A claim whose sender says
    nothing of an incident goes to the linker; without ``link`` it waits for the backlog's turn.

    Raises
    ------
    InvalidInput
        A date in the future, or a revision of somebody else's figure.
    UnknownReference
        A name that is not on file, with its path.
    ReportDiffers
        A report on file came with other claims.
    FallingFigure
        A claimant's cumulative figure is lower than its former one, and no revision.
    """
    for report in reports:
        _check_dates(report)
    keys = [key_of(report) for report in reports]
    _lock([*keys, *filter(None, map(_page, reports))])
    if link:
        linking.hold([_written(claim) for report in reports for claim in _unplaced(report)])
    described = {source.slug: source for report in reports for source in report.new_sources}
    for slug in sorted(described):  # one order everywhere: two posts never wait for each other
        sources.register(source=described[slug], by=by)
    answers: dict[str, Receipt] = {}
    for keyed in _waves(zip(keys, reports, strict=True)):
        answers |= repeats.first_answers(keyed)
        fresh = {key: report for key, report in keyed.items() if key not in answers}
        if fresh:
            answers |= Intake(fresh, by, may_review, link).store()
            hints.refresh_on_commit()
            if any(report.text and not report.claims for report in fresh.values()):
                hints.read_on_commit()
    return [answers[key] for key in keys]


@transaction.atomic
def add(*, report: Report, claim: NewClaim, by: Actor, may_review: bool = False) -> ClaimReceipt:
    """Take in one more claim of a report on file, such as one that reading missed.

    It gets a key of its own. A sender who posts the report again is still compared with what it
    first said. Conflict where a claim of the report says the same, word for word, of the incident
    that is named, if one is: it was sent twice.
    """
    Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    _refuse_equal(report, claim)
    value = replace(claim.value, key=_free_key(report))
    alone = NewReport(
        publisher=report.publisher.slug,
        published_on=report.published_on,
        claims=(replace(claim, value=value),),
    )
    _check_dates(alone)
    linking.hold([_written(one) for one in _unplaced(alone)])
    adding = Intake({report.key: alone}, by, may_review, link=True)
    (made,) = adding.store_claims({report.key: report})[report.key].claims
    audit.record(verb="claim.add", subject=made.key, by=by, operation=adding.operation)
    hints.refresh_on_commit()
    return made


def _refuse_equal(report: Report, claim: NewClaim) -> None:
    on_file = report.claims.select_related("claimant", "report__publisher")
    if claim.incident:
        on_it = {"verdict": JudgementVerdict.POSITIVE, "incident__code": claim.incident}
        judged = Judgement.objects.filter(ended_at=None, **on_it)
        on_file = on_file.filter(pk__in=judged.values("claim"))
    for row in on_file.prefetch_related("alleged_parties"):
        former = mapping.claim_value(row)
        if replace(claim.value, key=former.key) == former:
            public = mapping.protection_of(row) is Protection.PUBLIC
            named = f"Claim {former.key}" if public else "A claim"
            raise Conflict(
                f"{named} of this report says the same, word for word: nothing was added. If it is "
                "said of something else too, tell the two apart by their day, place or incident."
            )


def _free_key(report: Report) -> str:
    taken = {key.rpartition("/")[2] for key in report.claims.values_list("key", flat=True)}
    return next(key for key in (f"a{number}" for number in itertools.count(1)) if key not in taken)


def refusals(reports: Mapping[str, NewReport], *, all_rows: bool) -> dict[str, CorroborateError]:
    """Return, by key, which of the reports would be refused for what each says by itself.

    In as many statements for a thousand as for one. What they say of one another shows when they
    are taken in.
    """
    wrong: dict[str, CorroborateError] = {}
    for key, report in reports.items():
        try:
            _check_dates(report)
        except InvalidInput as error:
            wrong[key] = error
    on_file = set(Report.objects.filter(key__in=reports).values_list("key", flat=True))
    fresh = {key: report for key, report in reports.items() if key not in on_file}
    fallen = falling.refusals(fresh, drafts=all_rows)
    return fallen | references.unknown(reports, all_rows=all_rows) | wrong


def _waves(reports: Iterable[tuple[str, NewReport]]) -> Iterator[dict[str, NewReport]]:
    """Part the reports, in their order, so that none leans on another of its own part."""
    wave: dict[str, NewReport] = {}
    taken: set[object] = set()
    for key, report in reports:
        own = {key, _page(report)} - {None}
        if taken & {*own, *references.named_reports(report)}:
            yield wave
            wave, taken = {}, set()
        wave[key] = report
        taken |= own
    if wave:
        yield wave


def _unplaced(report: NewReport) -> list[NewClaim]:
    return [claim for claim in report.claims if names_no_incident(claim)]


def _written(claim: NewClaim) -> Written:
    return Written(location=claim.value.location)


def _page(report: NewReport) -> str | None:
    """Return the page a report was published on, if it says so."""
    address = canonical_url(report.url)
    return f"{report.publisher} {address}" if address else None


def _check_dates(report: NewReport) -> None:
    """Refuse dates after today; the margin of a day covers a sender east of us."""
    latest = timezone.now().date() + timedelta(days=1)
    for path, day in dates_of(report):
        if day and day > latest:
            raise InvalidInput.at(path, f"{day} lies in the future.")


def _lock(keys: Sequence[str]) -> None:
    """Let the same report, and versions of one page, in through one door at a time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(%s::text[]) AS key",
            [sorted(keys)],
        )
