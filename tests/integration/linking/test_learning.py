"""What people made of the linker's work: precision, new weights, and who adopts them."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from casualties.actions import judgements, link_weights
from casualties.core.linking import DECLARED, Weights
from casualties.core.words import JudgementVerdict
from casualties.errors import AlreadyDecided
from casualties.models import Claim, Incident, LinkDecision, LinkWeights
from casualties.queries.link_learning import judged_by_people, link_precision, wilson
from casualties.queries.live_links import weights_in_force
from sources.errors import Conflict, InvalidInput, NotAllowed
from tests.factories import rows
from tests.factories.database import refused

pytestmark = pytest.mark.django_db

POSITIVE, NEGATIVE, UNSURE = JudgementVerdict
TODAY = date(2026, 11, 1)


def proposed(incident: Incident, *, verdict=UNSURE, flags=(), level: str = "same_day") -> Claim:
    """A claim the linker put on an incident, or proposed for it."""
    claim = rows.on_file(7, by=rows.SENDER, scope="incident")
    feature = {"name": "dates", "level": level, "bits": 3.0, "sentence": "The same day."}
    made = judgements.judge(
        claim=claim, incident=incident, verdict=verdict, by=rows.LINKER, features=[feature]
    )
    LinkDecision.objects.filter(claim=claim, ended_at=None).update(
        ended_at="2026-01-01T00:00Z", ended_by="rule:linker"
    )
    LinkDecision.objects.create(
        claim=claim,
        course="link" if verdict is POSITIVE else "review",
        flags=list(flags),
        by="rule:linker",
        operation=made.operation,
    )
    return claim


def judge(claim: Claim, incident: Incident, verdict=POSITIVE):
    judgements.judge(claim=claim, incident=incident, verdict=verdict, by=rows.EDITOR)


@pytest.fixture
def incident() -> Incident:
    return rows.an_incident("IQ-1")


def test_precision_is_measured_on_the_links_drawn_by_chance_alone(incident):
    for drawn, verdict in ((True, POSITIVE), (True, NEGATIVE), (True, None), (False, NEGATIVE)):
        claim = proposed(incident, verdict=POSITIVE, flags=["spot_check"] if drawn else [])
        if verdict:
            judge(claim, incident, verdict)
    found = link_precision()
    assert (found.right, found.wrong, found.waiting) == (1, 1, 1)


def test_a_claim_a_person_moved_was_linked_wrongly(incident):
    claim = proposed(incident, verdict=POSITIVE, flags=["spot_check"])
    judge(claim, rows.an_incident("IQ-2"))
    assert link_precision().wrong == 1


def test_nobody_has_looked_so_nothing_is_claimed():
    assert link_precision().share is None


@pytest.mark.parametrize(
    ("right", "looked", "interval"),
    [(10, 10, (0.7225, 1.0)), (0, 10, (0.0, 0.2775)), (81, 263, (0.2553, 0.3662))],
)
def test_the_interval_is_wilsons(right, looked, interval):
    """The last is Newcombe's example (1998): 81 of 263."""
    assert wilson(right, looked) == pytest.approx(interval, abs=1e-4)


def test_the_linker_learns_from_people_alone(incident):
    proposed(incident)  # nobody decided
    judge(proposed(incident), incident)
    judge(proposed(incident, level="apart"), incident, NEGATIVE)
    told = sorted((one.candidates, one.chosen) for one in judged_by_people())
    assert told == [((("dates.apart",),), None), ((("dates.same_day",),), 0)]


def test_fitted_weights_are_on_file_and_not_in_use(incident):
    judge(proposed(incident), incident)
    made = link_weights.fit(by=rows.LINKER, day=TODAY)
    assert made.version == "linking-2026-11-01-1"
    assert made.bits["dates.same_day"] > DECLARED.bits["dates.same_day"]
    assert weights_in_force() == DECLARED


def test_nothing_is_fitted_where_nothing_new_was_decided(incident):
    assert link_weights.fit(by=rows.LINKER, day=TODAY) is None
    judge(proposed(incident), incident)
    link_weights.fit(by=rows.LINKER, day=TODAY)
    assert link_weights.fit(by=rows.LINKER, day=TODAY) is None


def kept(version: str = "linking-2") -> LinkWeights:
    weights = Weights(version=version, bits={"dates.same_day": 2.5})
    return link_weights.keep(weights=weights, judgements=9, reason="Fitted.", by=rows.LINKER)


def test_a_person_adopts_weights_and_returns_to_the_declared_ones():
    link_weights.adopt(weights=kept(), by=rows.EDITOR, reason="Closer.")
    assert weights_in_force().bits["dates.same_day"] == 2.5
    assert weights_in_force().bits["prior"] == DECLARED.bits["prior"]
    link_weights.return_to_declared(by=rows.EDITOR, reason="Worse after all.")
    assert weights_in_force() == DECLARED


def test_a_rule_adopts_nothing():
    with pytest.raises(NotAllowed):
        link_weights.adopt(weights=kept(), by=rows.LINKER, reason="Closer.")


def test_adopting_needs_a_reason_and_is_done_once():
    with pytest.raises(InvalidInput):
        link_weights.adopt(weights=kept(), by=rows.EDITOR, reason=" ")
    link_weights.adopt(weights=kept(), by=rows.EDITOR, reason="Closer.")
    with pytest.raises(AlreadyDecided):
        link_weights.adopt(weights=kept(), by=rows.EDITOR, reason="Closer.")


def test_a_version_means_its_weights_for_good():
    kept()
    with pytest.raises(Conflict):
        link_weights.keep(
            weights=Weights(version="linking-2", bits={}), judgements=1, reason="x", by=rows.LINKER
        )


def test_the_database_lets_no_rule_adopt():
    with refused("weights_choice_by_a_person"):
        kept().choices.create(by="rule:linker", reason="Closer.")


def test_the_command_tells_how_things_stand(capsys, incident):
    proposed(incident)
    call_command("linker")
    told = capsys.readouterr().out
    assert "1 claims wait for a person." in told
    assert "none looked at yet" in told
    assert f"Weights: {DECLARED.version}." in told


def test_the_command_fits_and_adopts(capsys, incident):
    judge(proposed(incident), incident)
    call_command("linker", "fit")
    version = LinkWeights.objects.get().version
    call_command("linker", "adopt", version, by="anna", reason="Closer.")
    assert weights_in_force().version == version
    call_command("linker", "declared", by="anna", reason="Worse.")
    assert "declared weights again" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["adopt"], "Say which and who"),
        (["adopt", "x", "--by", "anna"], "No weights 'x' are on file. Known: none yet."),
        (["declared"], "Say who decides"),
    ],
)
def test_the_command_says_what_is_missing(typed, told):
    with pytest.raises(CommandError, match=told):
        call_command("linker", *typed)


def test_the_command_runs_the_backlog(capsys):
    rows.taken_in(rows.a_report(rows.a_claim()), by=rows.SENDER)
    call_command("linker", "run")
    assert "0 claims decided on." in capsys.readouterr().out
