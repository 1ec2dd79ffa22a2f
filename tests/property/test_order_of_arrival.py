"""The order in which things arrive never changes the final estimates."""

from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casualties.actions import claims, derivations, intake, judgements, staleness
from casualties.core.intake import NewReport
from casualties.core.types import Quantity
from casualties.core.words import DerivationVerdict, JudgementVerdict, Qualifier, Relation
from casualties.models import Claim, Estimate, Incident
from sources.actions import sources
from sources.core.types import Reliability
from sources.models import Source
from tests.factories import rows

pytestmark = pytest.mark.django_db

SPEAKERS = ("yaqein", "reuters", "mosul-eye")
CODES = ("IQ-1", "IQ-2")
CLAIMS = range(4)
Step = tuple[str, int, object]

QUANTITIES = st.one_of(
    st.builds(rows.exactly, st.integers(0, 200)),
    st.builds(rows.more_than, st.integers(0, 200)),
    st.just(Quantity.said(Qualifier.VAGUE, word="dozens", expression="dozens")),
)


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """What happens: four reports, and decisions on some of their claims. No two contradict."""
    happens: list[Step] = []
    for number in CLAIMS:
        what = (draw(QUANTITIES), draw(st.sampled_from(SPEAKERS)), draw(st.sampled_from(CODES)))
        happens.append(("receive", number, what))
        if decision := draw(st.sampled_from(["accept", "reject", None])):
            happens.append((decision, number, None))
        elif move := draw(st.sampled_from([*CODES, None])):
            happens.append(("judge", number, move))
        if number and draw(st.booleans()):
            relation = draw(st.sampled_from([Relation.REPEATS, Relation.PART_OF]))
            happens.append(("derive", number, (relation, draw(st.integers(0, number - 1)))))
    graded = draw(st.dictionaries(st.sampled_from(SPEAKERS), st.sampled_from(Reliability)))
    return happens + [("regrade", -1, told) for told in graded.items()]


def the_report(number: int, what: tuple[Quantity, str, str]) -> NewReport:
    """One address and text a number, so that a claim has one key in every order."""
    quantity, speaker, code = what
    claim = rows.a_claim(quantity, claimant=speaker, incident=code)
    address = f"https://example.org/{number}"
    return NewReport(publisher="airwars", url=address, text=f"Report {number}.", claims=(claim,))


class Desk:
    """Does the steps in the order they come; one that is too early waits for its claim."""

    def __init__(self) -> None:
        self.claims: dict[int, Claim] = {}
        self.do: Mapping[str, Callable[[int, object], None]] = {
            "receive": self.receive,
            "accept": lambda number, _: self.decide(claims.accept, number),
            "reject": lambda number, _: self.decide(claims.reject, number),
            "judge": self.judge,
            "derive": self.derive,
            "regrade": self.regrade,
        }

    def work(self, happens: Sequence[Step], drain_after: frozenset[int]) -> None:
        waiting = list(happens)
        done = 0
        while waiting:
            step = next(step for step in waiting if self.ready(step))
            waiting.remove(step)
            self.do[step[0]](step[1], step[2])
            done += 1
            if done in drain_after:
                staleness.drain()

    def ready(self, step: Step) -> bool:
        kind, number, told = step
        needed = {number} if kind in ("accept", "reject", "judge", "derive") else set()
        return needed | ({told[1]} if kind == "derive" else set()) <= self.claims.keys()

    def receive(self, number: int, what: object) -> None:
        receipt = intake.receive(report=the_report(number, what), by=rows.SENDER)
        self.claims[number] = rows.claim_of(receipt)

    def decide(self, act: Callable[..., object], number: int) -> None:
        act(claim=self.claims[number], by=rows.EDITOR)

    def judge(self, number: int, code: object) -> None:
        incident = Incident.objects.get(code=code)
        judgements.judge(
            claim=self.claims[number],
            incident=incident,
            verdict=JudgementVerdict.POSITIVE,
            by=rows.EDITOR,
            confirmed=True,
        )

    def derive(self, number: int, told: object) -> None:
        derivations.state(
            claim=self.claims[number],
            on_claim=self.claims[told[1]],
            relation=told[0],
            verdict=DerivationVerdict.CONFIRMED,
            by=rows.EDITOR,
        )

    def regrade(self, _: int, told: object) -> None:
        source = Source.objects.get(slug=told[0])
        sources.regrade(source=source, reliability=told[1], reason="Graded.", by=rows.EDITOR)


def outcome(happens: Sequence[Step], drain_after: frozenset[int]) -> list[tuple[object, ...]]:
    """The estimates in force when everything has happened in this order."""
    with rows.undone_afterwards():
        for slug in ("airwars", *SPEAKERS):
            rows.a_source(slug)
        for code in CODES:
            rows.an_incident(code)
        Desk().work(happens, drain_after)
        staleness.drain()
        assert staleness.audit_estimates()["drift"] == []
        names = (
            "incident__code",
            "measure",
            "basis",
            "digest",
            "low",
            "best",
            "high",
            "derivation",
        )
        return rows.content(Estimate.objects.filter(ended_at=None), *names)


DRAINS = st.frozensets(st.integers(1, 15), max_size=4)


# Not shrunk: an example is a desk's whole day, and hundreds of them take minutes.
@settings(max_examples=25, phases=[Phase.reuse, Phase.generate])
@given(happens=steps(), data=st.data())
def test_complaint_8_the_order_of_arrival_never_changes_the_final_estimates(happens, data):
    other = data.draw(st.permutations(happens))
    drains = data.draw(DRAINS)
    assert outcome(other, drains) == outcome(happens, frozenset())


def test_every_kind_of_step_can_be_done():
    happens = [
        ("receive", 0, (rows.exactly(64), "yaqein", "IQ-1")),
        ("receive", 1, (rows.exactly(70), "reuters", "IQ-2")),
        ("derive", 1, (Relation.REPEATS, 0)),
        ("accept", 0, None),
        ("judge", 1, "IQ-1"),
        ("regrade", -1, ("yaqein", Reliability.A)),
    ]
    assert len(outcome(happens, frozenset({2, 4}))) == 3
    assert outcome(happens[::-1], frozenset()) == outcome(happens, frozenset())
