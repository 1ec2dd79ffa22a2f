"""How a range grew: with what was published, and in this database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from casualties import queries
from casualties.actions import claims, incidents, parameters
from casualties.core.estimation import EstimateValue
from casualties.core.types import HEADLINE
from casualties.core.words import Basis, Outcome
from casualties.models import Claim, Incident
from tests.factories import rows

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, FRIDAY = date(2017, 3, 6), date(2017, 3, 7), date(2017, 3, 10)
HOW = {"measure": HEADLINE, "basis": Basis.REVIEWED}


def filed(incident: Incident, figure: int, claimant: str, day: date | None, **said) -> Claim:
    new = rows.a_claim(figure, claimant=claimant, incident=incident.code, **said)
    return rows.claim_of(rows.taken_in(rows.a_report(new, published_on=day)))


@pytest.fixture
def incident() -> Incident:
    """Known by 64 on Monday, 130 on Friday, and by a figure of no known day."""
    found = rows.an_incident("IQ-1")
    filed(found, 130, "reuters", FRIDAY)
    filed(found, 64, "yaqein", MONDAY)
    filed(found, 5, "airwars", TUESDAY, harm="injured")
    filed(found, 9000, "rumour", None)
    return found


def ends(made: EstimateValue) -> tuple[int | None, int | None]:
    return made.interval.low, made.interval.high


# As published by


@pytest.mark.parametrize(
    ("day", "expected"),
    [(MONDAY, (64, 64)), (TUESDAY, (64, 64)), (FRIDAY, (64, 130)), (date(2026, 1, 1), (64, 130))],
)
def test_the_range_of_a_day_rests_on_what_was_published_by_then(incident, day, expected):
    assert ends(queries.as_published_by(incident, day, **HOW)) == expected


def test_before_anything_was_published_there_is_no_range(incident):
    made = queries.as_published_by(incident, date(2017, 3, 5), **HOW)
    assert (made.outcome, made.reason.sentence) == (Outcome.NO_ESTIMATE, "No claim is on file.")


def test_the_series_grows_with_the_publications(incident):
    series = queries.published_series(incident, **HOW)
    told = [(day, *ends(made)) for day, made in series.points]
    assert told == [(MONDAY, 64, 64), (TUESDAY, 64, 64), (FRIDAY, 64, 130)]


def test_claims_of_no_known_day_are_left_out_and_counted(incident):
    assert queries.published_series(incident, **HOW).undated == 1


def test_each_point_of_the_series_is_the_range_of_its_day(incident):
    for day, made in queries.published_series(incident, **HOW).points:
        assert made == queries.as_published_by(incident, day, **HOW)


def test_today_s_judgements_hold_for_every_day(incident):
    claims.reject(claim=Claim.objects.get(claimant__slug="yaqein"), by=rows.EDITOR)
    by_day = dict(queries.published_series(incident, **HOW).points)
    assert list(by_day) == [TUESDAY, FRIDAY]
    assert by_day[TUESDAY].outcome is Outcome.NO_ESTIMATE


def test_drafts_are_in_the_provisional_series_alone(incident):
    new = rows.a_claim(10, claimant="blog", incident="IQ-1")
    rows.taken_in(rows.a_report(new, published_on=MONDAY), by=rows.SENDER)
    how = {"measure": HEADLINE, "basis": Basis.PROVISIONAL}
    assert ends(queries.as_published_by(incident, MONDAY, **how)) == (10, 64)
    assert ends(queries.as_published_by(incident, MONDAY, **HOW)) == (64, 64)


def test_a_merged_incident_shows_the_series_of_its_root(incident):
    other = rows.an_incident("IQ-2")
    incidents.merge(incident=other, into=incident, by=rows.EDITOR, reason="One strike.")
    assert queries.published_series(other, **HOW) == queries.published_series(incident, **HOW)


def test_the_chosen_prior_holds_for_every_day(incident, settings):
    settings.ESTIMATION_METHOD = "posterior"
    parameters.choose_mass_casualty(incident=incident, by=rows.EDITOR, reason="A shelter.")
    series = queries.published_series(incident, **HOW)
    priors = {made.derivation.posterior.parameters for _, made in series.points}
    assert priors == {"mass-casualty event"}


def test_a_series_takes_as_many_queries_as_one_day(incident, django_assert_num_queries):
    with django_assert_num_queries(8):
        queries.as_published_by(incident, MONDAY, **HOW)
    for number in range(20):
        filed(incident, number, "reuters", FRIDAY + timedelta(days=number))
    with django_assert_num_queries(8):
        assert len(queries.published_series(incident, **HOW).points) == 22


# As recorded at


def recorded(incident: Incident, time: datetime, basis: Basis = Basis.REVIEWED):
    row = queries.as_recorded_at(incident, time, measure=HEADLINE, basis=basis)
    return rows.figures(row)


def test_a_time_has_the_estimate_that_was_in_force(django_assert_num_queries):
    incident = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    rows.current(incident)
    before = timezone.now()
    rows.on_file(130, claimant="reuters", incident="IQ-1")
    rows.current(incident)
    assert recorded(incident, before) == (64, 64, False, False)
    with django_assert_num_queries(2):
        assert recorded(incident, timezone.now()) == (64, 130, False, False)


def test_before_the_first_estimate_there_was_none():
    incident = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    rows.current(incident)
    assert recorded(incident, datetime(2017, 3, 6, tzinfo=UTC)) is None
    assert recorded(incident, timezone.now(), Basis.PROVISIONAL) is None


@pytest.mark.django_db(transaction=True)
def test_a_merged_incident_had_the_ranges_of_where_it_led_at_the_time():
    incident, root = rows.an_incident("IQ-1"), rows.an_incident("IQ-2")
    rows.on_file(64, incident="IQ-1")
    rows.on_file(20, claimant="reuters", incident="IQ-2")
    rows.current(incident)
    apart = timezone.now()
    incidents.merge(incident=incident, into=root, by=rows.EDITOR, reason="One strike.")
    rows.current(root)
    merged = timezone.now()
    incidents.undo_merge(incident=incident, by=rows.EDITOR, reason="Two strikes.")
    rows.current(incident)
    assert recorded(incident, apart) == (64, 64, False, False)
    assert recorded(incident, merged) == recorded(root, merged) == (20, 64, False, False)
    assert recorded(incident, timezone.now()) == (64, 64, False, False)
    assert recorded(root, timezone.now()) == (20, 20, False, False)
