"""Cumulative figures that fall: one claimant's count of an area since a day can only grow.

A lower one is a revision, or a slip of whoever typed it. Which of the two, its sender says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from casualties.core.intake import NewClaim, NewReport
from casualties.core.types import Quantity
from casualties.core.words import TURNED_DOWN, DerivationVerdict, Relation, Scope
from casualties.errors import FallingFigure
from casualties.models import Claim, Derivation, Review
from casualties.visibility import claims_for
from sources.visibility import Audience

Series = tuple[str, str, str, str | None, str, date]
"""Claimant, harm, status, sub-group, area and first day: what one cumulative count is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A cumulative figure: of which series, until when, published when, how many, told how."""

    series: Series
    until: date
    published_on: date | None
    figure: int
    told: str


def refusals(reports: Mapping[str, NewReport], *, drafts: bool) -> dict[str, FallingFigure]:
    """Return, by the report's key, which of them hold a figure that falls and is no revision.

    With ``drafts`` the error names drafts too; else it only says that a higher figure is on file.
    """
    counts = {
        (key, number): count
        for key, report in reports.items()
        for number, claim in enumerate(report.claims)
        if (count := _new_count(key, report, claim))
    }
    if not counts:
        return {}
    former = [*_on_file({count.series for count in counts.values()}, drafts), *counts.values()]
    wrong: dict[str, dict[str, str]] = {}
    for (key, number), count in counts.items():
        claim = reports[key].claims[number]
        above = None if claim.revises else _highest_before(count, former)
        if above and above.figure > count.figure:
            wrong.setdefault(key, {})[f"claims.{number}.quantity"] = _sentence(above)
    return {key: FallingFigure.of(fields) for key, fields in wrong.items()}


def _highest_before(count: _Count, former: Iterable[_Count]) -> _Count | None:
    earlier = (one for one in former if one.series == count.series and _before(one, count))
    return max(earlier, key=lambda one: one.figure, default=None)


def _before(one: _Count, other: _Count) -> bool:
    """Return whether one counts less far, or as far and was known to be published earlier."""
    if one.until != other.until:
        return one.until < other.until
    known = one.published_on is not None and other.published_on is not None
    return known and one.published_on < other.published_on  # type: ignore[operator]  # both known


def _sentence(above: _Count) -> str:
    return (
        f"The claimant counted more before: {above.told}. A cumulative figure does not fall. "
        "Where it is a revision, name the claim it revises in `revises`."
    )


def _new_count(key: str, report: NewReport, claim: NewClaim) -> _Count | None:
    value = claim.value
    figure = _stated(value.quantity)
    if value.scope is not Scope.AGGREGATE or value.period is None or figure is None:
        return None
    area = value.location.name.strip().casefold()
    series = (value.claimant, value.harm, value.status, value.sub_group, area, value.period.first)
    told = f"{figure:,} until {value.period.last} ({key}/{value.key})"
    return _Count(
        series=series,
        until=value.period.last,
        published_on=report.published_on,
        figure=figure,
        told=told,
    )


def _stated(quantity: Quantity) -> int | None:
    figures = (quantity.best, quantity.low, quantity.high)
    return next((figure for figure in figures if figure is not None), None)


def _on_file(wanted: set[Series], drafts: bool) -> Iterator[_Count]:
    rows = _in_force().filter(
        claimant__slug__in={series[0] for series in wanted},
        period_first__in={series[-1] for series in wanted},
    )
    visible = claims_for(Audience(drafts=drafts)).filter(pk__in=rows)
    shown = set(visible.values_list("pk", flat=True))
    for row in rows.select_related("claimant", "report"):
        figure = next((one for one in (row.best, row.low, row.high) if one is not None), None)
        if figure is None or row.period_first is None or row.period_last is None:
            continue
        area = row.place_name.strip().casefold()
        told = f"{figure:,} until {row.period_last} ({row.key})"
        yield _Count(
            series=(
                *(row.claimant.slug, row.harm, row.status, row.sub_group, area),
                row.period_first,
            ),
            until=row.period_last,
            published_on=row.report.published_on,
            figure=figure,
            told=told if row.pk in shown else "a higher figure is on file",
        )


def _in_force() -> QuerySet[Claim]:
    """Return the cumulative claims that stand: not taken back, revised or corrected."""
    gone = Review.objects.filter(
        claim=OuterRef("pk"),
        ended_at=None,
        verdict__in=TURNED_DOWN,
    )
    later = Derivation.objects.filter(
        on_claim=OuterRef("pk"),
        ended_at=None,
        relation__in=[Relation.REVISES, Relation.CORRECTS],
        verdict=DerivationVerdict.CONFIRMED,
    )
    return Claim.objects.filter(scope=Scope.AGGREGATE).exclude(Exists(gone)).exclude(Exists(later))
