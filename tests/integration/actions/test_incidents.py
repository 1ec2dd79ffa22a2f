"""Opening incidents, merging them and undoing that."""

from datetime import date

import pytest

from casualties.actions import claims, incidents
from casualties.core.intake import NewIncident
from casualties.core.words import ActionStatus, IncidentState
from casualties.errors import AlreadyDecided
from casualties.models import Estimate, Incident, Judgement
from sources.errors import Conflict, UnknownReference
from tests.factories import rows
from tests.factories.database import other_sessions

pytestmark = pytest.mark.django_db


# Opening


def test_an_incident_is_opened_as_described():
    rows.a_party("coalition")
    made = rows.an_incident("IQ-1", title="Dawassa", alleged_parties=("coalition",))
    assert (made.title, made.state, made.action_status) == ("Dawassa", "open", "unknown")
    assert [party.slug for party in made.alleged_parties.all()] == ["coalition"]


def test_an_incident_may_bring_its_aliases_state_and_action_status():
    day = date(2017, 3, 5)
    made = incidents.open_incident(
        new=NewIncident(title="Dawassa", country="IQ", first_day=day, last_day=day),
        by=rows.EDITOR,
        state=IncidentState.PROVISIONAL,
        aliases=("CI510",),
        action_status=ActionStatus.DECLARED,
    )
    assert (made.aliases, made.state, made.action_status) == (
        ["CI510"],
        "provisional",
        "declared",
    )


def test_codes_count_up_by_country_and_year():
    codes = [rows.an_incident(day=date(year, 3, 5)).code for year in (2017, 2017, 2016, 2017)]
    assert codes == ["IQ-2017-0001", "IQ-2017-0002", "IQ-2016-0001", "IQ-2017-0003"]


def test_codes_go_on_after_the_greatest_on_file():
    rows.an_incident("IQ-2017-9999")
    assert rows.an_incident().code == "IQ-2017-10000"
    assert rows.an_incident().code == "IQ-2017-10001"


def test_a_taken_code_is_refused():
    rows.an_incident("IQ-1")
    with pytest.raises(Conflict, match="The code IQ-1 is taken"):
        rows.an_incident("IQ-1")


def test_an_unknown_party_is_refused():
    with pytest.raises(UnknownReference, match="No party 'coalition'") as told:
        rows.an_incident("IQ-1", alleged_parties=("coalition",))
    assert told.value.detail == {"party": "coalition"}
    assert not Incident.objects.exists()


def test_opening_is_audited():
    rows.an_incident("IQ-1")
    event = rows.audited("incident.open")
    assert (event.by, event.subject) == ("user:editor", "IQ-1")


@pytest.mark.django_db(transaction=True)
def test_sessions_that_open_at_once_get_codes_of_their_own():
    with other_sessions(4) as beside:
        codes = {task.result(20).code for task in [beside(rows.an_incident) for _ in range(8)]}
    assert codes == {f"IQ-2017-{number:04d}" for number in range(1, 9)}


# Merging


@pytest.fixture
def pair() -> tuple[Incident, Incident]:
    """Two incidents, with a claim of 64 on the first and of 70 on the second."""
    first, second = rows.an_incident("IQ-1"), rows.an_incident("IQ-2")
    rows.on_file(64, incident="IQ-1")
    rows.on_file(70, claimant="reuters", incident="IQ-2")
    return first, second


def merged(first: Incident, second: Incident):
    return incidents.merge(incident=first, into=second, by=rows.EDITOR, reason="The same.")


def undone(first: Incident) -> None:
    incidents.undo_merge(incident=first, by=rows.EDITOR, reason="Two streets.")


def told(*found: Incident) -> list[tuple[object, ...]]:
    """Everything that the estimates in force of these incidents say, without row numbers."""
    for incident in found:
        rows.current(incident)
    names = ("incident__code", "measure", "basis", "digest", "low", "best", "high", "claims")
    live = Estimate.objects.filter(incident__in=found, ended_at=None).order_by()
    return sorted(live.values_list(*names), key=repr)


def live_links() -> list[tuple[object, ...]]:
    live = Judgement.objects.filter(ended_at=None).order_by("pk")
    return list(live.values_list("pk", "claim_id", "incident_id", "verdict"))


def test_the_claims_of_a_merged_incident_count_at_its_root(pair):
    merged(*pair)
    assert rows.figures(rows.current(pair[1])) == (64, 70, False, False)


def test_a_merged_incident_has_no_estimate_of_its_own(pair):
    assert rows.current(pair[0])
    merged(*pair)
    assert rows.current(pair[0]) is None


def test_merging_moves_no_judgement(pair):
    before = live_links()
    merged(*pair)
    assert live_links() == before


def test_merging_is_audited(pair):
    operation = merged(*pair)
    event = rows.audited("incident.merge")
    assert (event.subject, event.reason, event.detail) == ("IQ-1", "The same.", {"into": "IQ-2"})
    assert event.operation == operation


def test_undoing_a_merge_gives_back_the_same_links_and_figures(pair):
    links, before = live_links(), told(*pair)
    merged(*pair)
    assert told(*pair) != before
    undone(pair[0])
    assert (live_links(), told(*pair)) == (links, before)


def test_claims_that_came_in_between_stay_where_they_were_put(pair):
    merged(*pair)
    at_first = rows.on_file(80, claimant="bbc", incident="IQ-1")
    undone(pair[0])
    assert at_first.judgements.get().incident == pair[1]
    assert rows.figures(rows.current(pair[0])) == (64, 64, False, False)
    assert rows.figures(rows.current(pair[1])) == (70, 80, False, False)


def test_a_claim_rejected_in_between_is_rejected_after_the_undo(pair):
    merged(*pair)
    claims.reject(claim=Judgement.objects.get(incident=pair[0]).claim, by=rows.EDITOR)
    undone(pair[0])
    assert rows.figures(rows.current(pair[0])) is None
    assert rows.figures(rows.current(pair[1])) == (70, 70, False, False)


def test_undoing_is_audited(pair):
    merged(*pair)
    undone(pair[0])
    event = rows.audited("incident.undo_merge")
    assert (event.subject, event.reason, event.detail) == (
        "IQ-1",
        "Two streets.",
        {"from": "IQ-2"},
    )


def test_a_chain_of_merges_counts_at_its_end(pair):
    third = rows.an_incident("IQ-3")
    merged(*pair)
    merged(pair[1], third)
    assert rows.figures(rows.current(third)) == (64, 70, False, False)
    undone(pair[1])
    assert rows.figures(rows.current(pair[1])) == (64, 70, False, False)
    assert rows.figures(rows.current(third)) is None


def test_an_incident_is_merged_once(pair):
    merged(*pair)
    with pytest.raises(AlreadyDecided, match="merged before"):
        merged(pair[0], rows.an_incident("IQ-3"))


def test_merging_back_is_refused(pair):
    merged(*pair)
    with pytest.raises(Conflict, match="itself merged into IQ-2"):
        merged(pair[1], pair[0])


def test_merging_into_itself_is_refused(pair):
    with pytest.raises(Conflict, match="itself"):
        merged(pair[0], pair[0])


def test_undoing_what_was_not_merged_is_refused(pair):
    with pytest.raises(AlreadyDecided, match="is not merged"):
        undone(pair[0])
