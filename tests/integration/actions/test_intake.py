"""Taking in a report: what is stored of it, where its claims go, what its sender is told."""

from dataclasses import replace

import pytest

from casualties.actions import intake
from casualties.core.intake import Receipt
from casualties.core.types import Period, Quantity
from casualties.core.words import Qualifier, Scope, Stance
from casualties.models import Derivation, Incident, Judgement, Review
from sources.core.types import NewSource, SourceKind
from sources.models import AuditEvent, Report, Source
from tests.factories import rows
from tests.factories.sending import DAY, NEW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]


def received(*claims_: object, by=rows.EDITOR, may_review: bool = True, **described) -> Receipt:
    report = rows.a_report(*claims_, **described)
    return intake.receive(report=report, by=by, may_review=may_review)


# What is stored


def test_a_report_is_stored_as_described():
    cited = received()
    received(
        publisher="reuters",
        title="Strike",
        url="https://www.example.org/a?utm_source=x",
        text="Sixty-four died.",
        language="en",
        published_on=DAY,
        cites=(cited.report,),
    )
    report = Report.objects.get(publisher__slug="reuters")
    assert (report.title, report.canonical_url, report.language, report.published_on) == (
        "Strike",
        "example.org/a",
        "en",
        DAY,
    )
    assert [row.key for row in report.cites.all()] == [cited.report]
    assert report.received_by == "user:editor"


def test_a_claim_is_stored_as_said():
    said = rows.a_claim(64, claimant="reuters", cause="airstrike", alleged_parties=("coalition",))
    claim = rows.claim_of(received(said))
    assert (claim.low, claim.expression, claim.claimant.slug, claim.cause) == (
        64,
        "64",
        "reuters",
        "airstrike",
    )
    assert [party.slug for party in claim.alleged_parties.all()] == ["coalition"]


def test_flags_of_an_import_are_kept():
    claim = rows.claim_of(received(replace(rows.a_claim(64), flags=("swapped_bounds",))))
    assert claim.flags == ["swapped_bounds"]


@pytest.mark.parametrize(("may_review", "state"), [(True, "accepted"), (False, "draft")])
def test_a_claim_is_accepted_only_by_who_may_review(may_review, state):
    receipt = received(rows.a_claim(incident="IQ-1"), may_review=may_review)
    assert receipt.claims[0].state == state
    assert Review.objects.exists() is may_review
    assert Judgement.objects.get().confirmed is may_review


def test_a_new_source_is_registered_with_its_report():
    witness = NewSource(slug="abu-omar", name="Abu Omar", kind=SourceKind.WITNESS)
    received(rows.a_claim(claimant="abu-omar"), new_sources=(witness,))
    assert Source.objects.get(slug="abu-omar").reliability == "F"


def test_intake_is_audited_with_its_answer():
    receipt = received(rows.a_claim(incident="IQ-1"))
    event = rows.audited("report.receive")
    assert (event.by, event.subject) == ("user:editor", receipt.report)
    assert event.detail["answer"] == receipt.to_json()


def test_everything_of_one_intake_is_one_operation():
    receipt = received(rows.a_claim(), rows.a_claim(key="c2", incident="IQ-1", repeats="c1"))
    operation = AuditEvent.objects.get(subject=receipt.report).operation
    for model in (Judgement, Derivation, Review):
        stated = model.objects.exclude(by="rule:linker")  # whose decisions are undone by themselves
        assert set(stated.values_list("operation", flat=True)) == {operation}


# Where a claim goes, and what its sender is told

FATES = [
    # the claim, its incident, a word from the note
    (rows.a_claim(), None, "Waits for an analyst to say which incident it is about"),
    (rows.a_claim(incident="IQ-1"), "IQ-1", "On incident IQ-1."),
    (rows.a_claim(new_incident=NEW), "IQ-2017-0001", "On incident IQ-2017-0001."),
    (
        rows.a_claim(scope=Scope.AGGREGATE, period=Period(first=DAY, last=DAY)),
        None,
        "over a period or a wider area",
    ),
    (
        rows.a_claim(Quantity.said(Qualifier.UNSTATED), stance=Stance.DENIES_HARM),
        None,
        "A denial carries no figure",
    ),
    (
        rows.a_claim(Quantity.said(Qualifier.UNSTATED), stance=Stance.DENIES_RESPONSIBILITY),
        None,
        "never on how many",
    ),
    (rows.a_claim(sub_group="children"), None, "Counts a part of the victims"),
]


@pytest.mark.parametrize(("claim", "incident", "note"), FATES)
def test_a_sender_learns_where_a_claim_went(claim, incident, note):
    receipt = received(claim)
    assert receipt.claims[0].incident == incident
    assert note in receipt.claims[0].note
    assert receipt.incidents == ((incident,) if incident else ())


TIES = [
    ({"repeats": "c1"}, "adds no evidence"),
    ({"based_on": ("c1",)}, "Built from claims on file"),
    ({"part_of": ("c1",)}, "Counts a part"),
    ({"revises": "c1"}, "Takes the place of"),
]


@pytest.mark.parametrize(("link", "note"), TIES)
def test_a_claim_may_name_another_of_its_report(link, note):
    receipt = received(rows.a_claim(), rows.a_claim(70, key="c2", **link))
    tie = Derivation.objects.get()
    assert (tie.claim.key, tie.on_claim.key) == (receipt.claims[1].key, receipt.claims[0].key)
    assert (tie.relation, tie.verdict) == (next(iter(link)), "confirmed")
    assert note in receipt.claims[1].note


def test_a_claim_may_name_one_on_file():
    first = received(rows.a_claim(incident="IQ-1"))
    second = received(rows.a_claim(repeats=first.claims[0].key), publisher="reuters")
    assert Derivation.objects.get().on_claim.key == first.claims[0].key
    assert second.claims[0].incident == "IQ-1"


def test_a_copy_follows_what_it_repeats_in_its_own_report():
    receipt = received(rows.a_claim(incident="IQ-1"), rows.a_claim(key="c2", repeats="c1"))
    assert [claim.incident for claim in receipt.claims] == ["IQ-1", "IQ-1"]


def test_a_copy_of_an_unlinked_claim_waits_too():
    first = received(rows.a_claim())
    second = received(rows.a_claim(repeats=first.claims[0].key), publisher="reuters")
    assert second.claims[0].incident is None


def test_an_incident_may_be_named_by_an_alias():
    Incident.objects.filter(code="IQ-1").update(aliases=["CI510"])
    assert received(rows.a_claim(incident="CI510")).claims[0].incident == "IQ-1"


def test_a_code_goes_before_an_alias():
    rows.an_incident("IQ-2")
    Incident.objects.filter(code="IQ-2").update(aliases=["IQ-1"])
    assert received(rows.a_claim(incident="IQ-1")).claims[0].incident == "IQ-1"


def test_a_merged_incident_leads_to_its_root():
    second = rows.an_incident("IQ-2")
    Incident.objects.filter(code="IQ-1").update(merged_into=second)
    assert received(rows.a_claim(incident="IQ-1")).claims[0].incident == "IQ-2"


def test_claims_that_describe_one_incident_open_it_once():
    receipt = received(rows.a_claim(new_incident=NEW), rows.a_claim(9, key="c2", new_incident=NEW))
    assert {claim.incident for claim in receipt.claims} == {"IQ-2017-0001"}


@pytest.mark.parametrize(("may_review", "state"), [(True, "open"), (False, "provisional")])
def test_an_incident_opened_by_a_report_waits_unless_its_sender_may_review(may_review, state):
    received(rows.a_claim(new_incident=NEW), may_review=may_review)
    assert Incident.objects.get(code="IQ-2017-0001").state == state
