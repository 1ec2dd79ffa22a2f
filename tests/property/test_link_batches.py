"""A batch is linked as its claims would be one after the other, whatever they have in common."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casualties.actions import intake, linking
from casualties.core.intake import NewReport
from casualties.core.types import Location
from casualties.core.words import LocationPrecision
from casualties.models import Claim, Incident, IncidentBlock, IncidentSpot, Judgement, LinkDecision
from tests.factories import rows

pytestmark = pytest.mark.django_db

DAY = date(2017, 3, 5)
PAGES = ("https://example.org/a", "https://example.org/b")
PLACES = [
    Location(),
    Location(name="Mosul, Dawassa"),
    Location(name="Mosul", latitude=36.335, longitude=43.119, precision=LocationPrecision("town")),
    Location(latitude=36.3325, longitude=43.1388, precision=LocationPrecision("neighbourhood")),
    Location(latitude=36.34, longitude=43.14, precision=LocationPrecision("exact")),
    Location(latitude=36.9, longitude=42.9, precision=LocationPrecision("district")),
]
SAID = st.fixed_dictionaries(
    {
        "harm": st.sampled_from(["killed", "injured"]),
        "status": st.sampled_from(["civilian", "combatant"]),
        "location": st.sampled_from(PLACES),
        "event_date": st.sampled_from([None, *(DAY + timedelta(days=n) for n in (0, 0, 1, 4, 60))]),
        "cause": st.sampled_from([None, "airstrike"]),
    }
)
REPORTS = st.fixed_dictionaries(
    {
        "claims": st.lists(st.tuples(st.integers(1, 9), SAID), min_size=1, max_size=3),
        "page": st.sampled_from([None, *PAGES]),
        "cites": st.sets(st.integers(0, 4), max_size=2),
        "days_later": st.integers(0, 3),
    }
)


def told(number: int, drawn: dict, keys: Sequence[str]) -> NewReport:
    """A report that may stand on another's page and cite earlier ones."""
    claims = [
        rows.a_claim(figure, key=f"c{n}", **said)
        for n, (figure, said) in enumerate(drawn["claims"])
    ]
    return rows.a_report(
        *claims,
        publisher=f"p{number}",
        text=f"Text {number}.",
        url=drawn["page"] or f"https://example.org/{number}",
        published_on=DAY + timedelta(days=drawn["days_later"]),
        cites=tuple(keys[cited] for cited in sorted(drawn["cites"]) if cited < len(keys)),
    )


def filed(reports: Sequence[dict]) -> list[Claim]:
    """Take the reports in and link nothing yet; return their claims."""
    for name in ("yaqein", *(f"p{number}" for number in range(len(reports)))):
        rows.a_source(name)
    keys: list[str] = []
    for number, drawn in enumerate(reports):
        receipt = intake.receive(report=told(number, drawn, keys), by=rows.SENDER, link=False)
        keys.append(receipt.report)
    return list(Claim.objects.order_by("pk"))


def alone(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The figures of one event in one report are linked together, all others by turns."""
    events: dict[object, list[Claim]] = {}
    for one in claims:
        where = (one.place_name, one.latitude, one.event_date)
        events.setdefault((one.report_id, where), []).append(one)
    return list(events.values())


def linked(claims: Sequence[Sequence[Claim]]) -> list[object]:
    """What is on file after the claims were linked so many at a time."""
    for some in claims:
        linking.link(claims=some)
    told = ("verdict", "reason", "probability", "features", "incident__code", "claim__key")
    return [
        rows.content(Judgement, *told),
        rows.content(LinkDecision, "claim__key", "course", "reason", "flags", "new_probability"),
        rows.content(Incident, "code", "title", "first_day", "last_day", "place_name", "cause"),
        rows.content(IncidentBlock, "incident__code", "key", "place_class", "day"),
        rows.content(IncidentSpot, "incident__code", "latitude", "names", "precision", "last_day"),
    ]


# Not shrunk: an example takes the reports in twice.
@settings(max_examples=30, phases=[Phase.reuse, Phase.generate])
@given(st.lists(REPORTS, min_size=2, max_size=5))
def test_a_batch_is_linked_as_one_after_the_other(reports):
    found = []
    for way in (alone, lambda claims: [claims]):
        with rows.undone_afterwards():
            found.append(linked(way(filed(reports))))
    by_turns, at_once = found
    assert at_once == by_turns
