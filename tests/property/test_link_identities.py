"""Merging, splitting and judging, then taking it back: everything stands as before."""

import contextlib
import random
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casualties.actions import incidents, judgements, splitting, staleness, undoing
from casualties.core.intake import NewIncident
from casualties.core.words import JudgementVerdict
from casualties.models import Claim, Estimate, Incident, Judgement
from sources.errors import CorroborateError
from tests.factories import rows

pytestmark = pytest.mark.django_db

FIGURES = ("incident__code", "measure", "basis", "outcome", "low", "best", "high", "digest")
SLOW = settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def world(settings) -> None:
    settings.ESTIMATION_METHOD = "envelope"
    for number in range(3):
        rows.an_incident(f"IQ-{number}")
    for number in range(6):
        rows.on_file(10 + number, claimant=f"s{number}", incident=f"IQ-{number % 3}")


def standing() -> tuple[object, ...]:
    """What must be the same again: who is on what, and every figure."""
    staleness.drain()
    links = Judgement.objects.filter(ended_at=None)
    ranges = Estimate.objects.filter(ended_at=None).exclude(outcome="no_estimate")
    return (
        rows.content(links, "claim__key", "incident__code", "verdict", "confirmed"),
        rows.content(ranges, *FIGURES),
        rows.content(Incident.objects.exclude(state="discarded"), "code", "merged_into__code"),
    )


def stir(chance: random.Random) -> None:
    """Judge, merge or split something by chance; what is refused is left."""
    claim, incident, other = (
        chance.choice(list(found.objects.order_by("pk"))) for found in (Claim, Incident, Incident)
    )
    with contextlib.suppress(CorroborateError):
        match chance.choice(["judge", "judge", "merge", "undo_merge", "split"]):
            case "judge":
                judge(claim, incident, chance.choice(list(JudgementVerdict)))
            case "merge":
                incidents.merge(incident=incident, into=other, by=rows.EDITOR, reason="One.")
            case "undo_merge":
                incidents.undo_merge(incident=incident, by=rows.EDITOR, reason="Two.")
            case "split":
                split(incident, [claim])


def judge(claim: Claim, incident: Incident, verdict: JudgementVerdict) -> uuid.UUID:
    made = judgements.judge(
        claim=claim, incident=incident, verdict=verdict, by=rows.EDITOR, confirmed=True
    )
    return made.operation


def split(incident: Incident, claims: list[Claim]) -> uuid.UUID:
    day = incident.first_day
    new = NewIncident(title="Another", country="IQ", first_day=day, last_day=day)
    return splitting.split(
        incident=incident, claims=claims, new=new, by=rows.EDITOR, reason="Two streets."
    )


def stirred(seed: int, steps: int) -> random.Random:
    chance = random.Random(seed)
    for _ in range(steps):
        stir(chance)
    return chance


@SLOW
@given(seed=st.integers(0, 10_000), steps=st.integers(0, 6))
def test_complaint_6_a_merge_taken_back_is_as_if_it_had_not_been(world, seed, steps):
    with rows.undone_afterwards():
        chance = stirred(seed, steps)
        alone = list(Incident.objects.filter(merged_into=None).order_by("pk"))
        before = standing()
        one, other = chance.sample(alone, 2) if len(alone) > 1 else (alone[0], alone[0])
        if one != other:
            incidents.merge(incident=one, into=other, by=rows.EDITOR, reason="One.")
            staleness.drain()
            incidents.undo_merge(incident=one, by=rows.EDITOR, reason="Two.")
        assert standing() == before


@SLOW
@given(seed=st.integers(0, 10_000), steps=st.integers(0, 6), part=st.integers(1, 3))
def test_complaint_6_a_split_taken_back_is_as_if_it_had_not_been(world, seed, steps, part):
    with rows.undone_afterwards():
        stirred(seed, steps)
        before = standing()
        for incident in Incident.objects.filter(merged_into=None).order_by("pk"):
            on = Claim.objects.filter(
                judgements__incident=incident,
                judgements__verdict="positive",
                judgements__ended_at=None,
            )
            with contextlib.suppress(CorroborateError):
                operation = split(incident, list(on.order_by("pk")[:part]))
                staleness.drain()
                splitting.undo_split(operation=operation, by=rows.EDITOR, reason="One street.")
        assert standing() == before


@SLOW
@given(
    seed=st.integers(0, 10_000),
    steps=st.integers(0, 6),
    verdict=st.sampled_from(JudgementVerdict),
)
def test_a_judgement_undone_and_the_undoing_undone_are_as_before(world, seed, steps, verdict):
    with rows.undone_afterwards():
        chance = stirred(seed, steps)
        before = standing()
        claim = chance.choice(list(Claim.objects.order_by("pk")))
        incident = chance.choice(list(Incident.objects.order_by("pk")))
        operation = judge(claim, incident, verdict)
        after = standing()
        undone = undoing.undo(operation=operation, by=rows.EDITOR, reason="Too soon.")
        assert standing() == before
        undoing.undo(operation=undone, by=rows.EDITOR, reason="It was right.")
        assert standing() == after
