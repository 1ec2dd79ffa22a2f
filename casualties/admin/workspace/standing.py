"""Where a range stands with those who sign off, and what came since."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from casualties import mapping
from casualties.admin import figures
from casualties.core.words import Outcome
from casualties.models import Estimate, SignOff
from casualties.queries import members_of, since_sign_off
from casualties.queries.readings import EstimateReading, SignOffState
from casualties.visibility import change_for

MOST_CHANGES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The signed figures beside the computed ones. ``changes``: why each later range moved.

    ``merged``: the sign-offs still in force of incidents that were merged into this one.
    """

    state: SignOffState
    sign_off: SignOff | None = None
    signed: SafeString | None = None
    differs: bool = False
    changes: list[tuple[Estimate, SafeString, str]] = field(default_factory=list)
    merged: list[tuple[SignOff, SafeString]] = field(default_factory=list)

    @property
    def pending(self) -> bool:
        """Return whether the range moved after it was signed."""
        return self.state is SignOffState.CHANGED_SINCE


def standing(reading: EstimateReading, names: Collection[str]) -> Standing:
    """Return where a range stands; ``names`` are those to be kept out of its sentences."""
    signed, merged = reading.sign_off, _of_merged(reading.row)
    if signed is None:
        return Standing(state=reading.state, merged=merged)
    later = since_sign_off(signed)[:MOST_CHANGES] if _moved(reading) else []
    return Standing(
        state=reading.state,
        sign_off=signed,
        signed=figures.of_sign_off(signed),
        differs=_differs(signed, reading.row),
        changes=[(row, figures.of_estimate(row), change_for(row, names)) for row in later],
        merged=merged,
    )


def _of_merged(row: Estimate) -> list[tuple[SignOff, SafeString]]:
    members = members_of([row.incident_id]).keys() - {row.incident_id}
    found = SignOff.objects.filter(incident__in=members, measure=row.measure, ended_at=None)
    rows = found.select_related("incident").order_by("incident__code")
    return [(one, figures.of_sign_off(one)) for one in rows]


def _moved(reading: EstimateReading) -> bool:
    return reading.state is SignOffState.CHANGED_SINCE


def _differs(signed: SignOff, row: Estimate) -> bool:
    if row.outcome == Outcome.NO_ESTIMATE:
        return True
    return mapping.interval_of(signed) != mapping.interval_of(row)
