"""Batches of reports: taken in at once, worked off by workers, taken back together.

The database is the queue. A worker holds one batch at a time and settles a chunk of its lines in
one transaction: killed in between, it leaves whole chunks done and the rest waiting. A line that
is refused never spoils the others.
"""

import io
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from casualties.actions import hints, intake, repeats
from casualties.core.batches import Line, json_lines, table_lines
from casualties.core.intake import NewReport, key_of
from casualties.core.words import LineState
from casualties.models import Batch, BatchLine
from sources.actions import audit
from sources.core.types import Actor
from sources.errors import Conflict, CorroborateError, InvalidInput, TooLarge, refusal
from sources.models import Report

MOST_LINES = 5_000
KEPT = timedelta(days=30)
CHUNK = 250  # lines a transaction: set-based, and within PostgreSQL's default room for locks

Body = Mapping[str, Any]
Read = Callable[[Body], NewReport]
Answer = dict[str, Any]
Attempt = Callable[[Sequence[NewReport]], list[Answer]]


@transaction.atomic
def send(
    *,
    lines: Sequence[tuple[int, Body | CorroborateError]],
    by: Actor,
    may_review: bool,
    to_file: bool = True,
    name: str = "",
) -> Batch:
    """Put a batch in the queue: bodies by their line, or why a line could not even be read."""
    if not lines:
        raise InvalidInput("The batch is empty: send at least one report.")
    batch = Batch.objects.create(
        key=secrets.token_hex(12), by=str(by), may_review=may_review, to_file=to_file, name=name
    )
    BatchLine.objects.bulk_create(
        (_line(batch, number, body) for number, body in lines), batch_size=1000
    )
    audit.record(verb="batch.send", subject=batch.key, by=by, detail={"lines": len(lines)})
    hints.work_batches_on_commit()
    return batch


@transaction.atomic
def file(*, batch: Batch, by: Actor, numbers: Iterable[int] | None = None) -> Batch:
    """File a batch that was only looked at: the lines of these numbers, or all that fit."""
    batch = _locked(batch)
    if batch.to_file:
        raise Conflict("This batch is being filed, or was.", detail={"batch": batch.key})
    if numbers is not None:
        batch.lines.exclude(number__in=list(numbers)).update(chosen=False)
    batch.to_file, batch.done_at = True, None
    batch.save(update_fields=["to_file", "done_at"])
    audit.record(verb="batch.file", subject=batch.key, by=by)
    hints.work_batches_on_commit()
    return batch


def read_file(content: bytes, *, table: bool) -> list[Line]:
    """Return the lines of a file of reports; refuse a file as a whole where it is none."""
    lines = list(table_lines(_rows(content)) if table else json_lines(content))
    if len(lines) > MOST_LINES:
        raise TooLarge(
            f"The batch has {len(lines):,} reports; send {MOST_LINES:,} at most, "
            "and the rest as another batch."
        )
    if table and len(lines) == 1 and isinstance(lines[0][1], InvalidInput):
        raise lines[0][1]
    return lines


def _rows(content: bytes) -> io.StringIO:
    try:
        return io.StringIO(content.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        raise InvalidInput("The table is not UTF-8: save it as CSV UTF-8 and send it.") from error


def work(*, read: Read) -> int:
    """Work off what waits; return how many lines were settled."""
    settled = 0
    while (count := _work_once(read)) is not None:
        settled += count
    return settled


@transaction.atomic
def _work_once(read: Read) -> int | None:
    """Settle one chunk; None where no batch waits that another worker does not hold."""
    batch = (
        Batch.objects.select_for_update(skip_locked=True)
        .filter(done_at=None)
        .order_by("pk")
        .first()
    )
    if not batch:
        return None
    open_states = [LineState.WAITING, *([LineState.FIT] if batch.to_file else [])]
    waiting = batch.lines.filter(state__in=open_states, chosen=True).order_by("pk")
    lines = list(waiting[:CHUNK])
    if not lines:
        batch.done_at = timezone.now()
        batch.save(update_fields=["done_at"])
        return 0
    _settle(batch, lines, read)
    # An upsert: `bulk_update` writes a CASE for each row and column, five times as slow.
    BatchLine.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["state", "report", "outcome", "body"],
    )
    return len(lines)


def _settle(batch: Batch, lines: Sequence[BatchLine], read: Read) -> None:
    reports: list[tuple[BatchLine, NewReport]] = []
    for line in lines:
        try:
            reports.append((line, read(line.body or {})))
        except CorroborateError as error:
            _refuse(line, error)
    for line, report in reports:
        line.report = key_of(report)
    wrong = intake.refusals(
        {line.report: report for line, report in reports}, all_rows=batch.may_review
    )
    fit = [(line, report) for line, report in reports if line.report not in wrong]
    for line, _ in reports:
        if line.report in wrong:
            _refuse(line, wrong[line.report])
    on_file = _known(line.report for line, _ in fit)
    answers = _each(fit, _filing(batch) if batch.to_file else _looking(on_file))
    for line, answer in answers:
        if isinstance(answer, CorroborateError):
            _refuse(line, answer)
            continue
        fresh = LineState.FILED if batch.to_file else LineState.FIT
        line.state = LineState.KNOWN if line.report in on_file else fresh
        on_file.add(line.report)
        if batch.to_file:
            line.outcome, line.body = answer, None


def _filing(batch: Batch) -> Attempt:
    """Return what files reports and gives their answers."""

    def take_in(reports: Sequence[NewReport]) -> list[Answer]:
        by = Actor.parse(batch.by)
        receipts = intake.receive_many(reports=reports, by=by, may_review=batch.may_review)
        return [receipt.to_json() for receipt in receipts]

    return take_in


def _looking(on_file: Collection[str]) -> Attempt:
    """Return what only compares reports with those on file."""

    def compare(reports: Sequence[NewReport]) -> list[Answer]:
        keyed = {key_of(report): report for report in reports}
        repeats.first_answers({key: keyed[key] for key in keyed if key in on_file})
        return [{} for _ in reports]

    return compare


def _each(
    fit: Sequence[tuple[BatchLine, NewReport]], attempt: Attempt
) -> list[tuple[BatchLine, Answer | CorroborateError]]:
    """Try all together; where one is refused, halve until it stands alone."""
    if not fit:
        return []
    try:
        with transaction.atomic():
            answers = attempt([report for _, report in fit])
        return list(zip((line for line, _ in fit), answers, strict=True))
    except (CorroborateError, IntegrityError) as error:
        if len(fit) == 1:
            return [(fit[0][0], _ours(error))]
    half = len(fit) // 2
    return _each(fit[:half], attempt) + _each(fit[half:], attempt)


def _ours(error: CorroborateError | IntegrityError) -> CorroborateError:
    return error if isinstance(error, CorroborateError) else Conflict(refusal(error))


def forget_refused() -> int:
    """Empty the bodies of lines nobody filed in time: they may hold what must not lie about."""
    old = BatchLine.objects.filter(batch__sent_at__lt=timezone.now() - KEPT, body__isnull=False)
    return old.update(body=None)


def _line(batch: Batch, number: int, body: Body | CorroborateError) -> BatchLine:
    line = BatchLine(batch=batch, number=number)
    if isinstance(body, CorroborateError):
        _refuse(line, body)
    else:
        line.body = dict(body)
    return line


def _refuse(line: BatchLine, error: CorroborateError) -> None:
    line.state = LineState.REFUSED
    line.outcome = {"code": error.code, "message": error.message, "detail": error.detail}


def _known(keys: Iterable[str]) -> set[str]:
    return set(Report.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch.pk)
