"""Taking in reports with their claims: once, whole, and the same whether alone or in a crowd."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from casualties.actions import claims, intake
from casualties.core.intake import NewIncident, NewReport, Receipt, key_of
from casualties.core.types import Period, Quantity
from casualties.core.words import Qualifier, Scope, Stance, Status
from casualties.models import Claim, ClaimParty, Derivation, Incident, Judgement, Review
from sources.core.types import NewSource, SourceKind
from sources.errors import Conflict, InvalidInput, ReportDiffers, UnknownReference
from sources.models import AuditEvent, Citation, Report, Source
from tests.factories import rows

pytestmark = pytest.mark.django_db

DAY = date(2017, 3, 5)
NEW = NewIncident(title="Dawassa", country="IQ", first_day=DAY, last_day=DAY)
TOMORROW = timezone.now().date() + timedelta(days=2)


@pytest.fixture(autouse=True)
def known_names() -> None:
    for slug in ("airwars", "yaqein", "reuters"):
        rows.a_source(slug)
    rows.a_party("coalition")
    rows.an_incident("IQ-1")


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


# The same report again


def a_report(**described: object) -> NewReport:
    described = {"url": "https://example.org/1", "text": "Sixty-four died."} | described
    claim = rows.a_claim(64, incident="IQ-1", alleged_parties=("coalition",))
    return NewReport(publisher="airwars", claims=(claim,), **described)


def again(report: NewReport, **changed: object) -> NewReport:
    """The report with something else said of its claim."""
    (claim,) = report.claims
    links = {name: changed.pop(name) for name in ("incident", "repeats") if name in changed}
    value = replace(claim.value, **changed)
    return replace(report, claims=(replace(claim, value=value, **links),))


def send(report: NewReport, may_review: bool = False) -> Receipt:
    return intake.receive(report=report, by=rows.SENDER, may_review=may_review)


def test_the_same_report_again_gets_the_first_answer_and_adds_nothing():
    first = send(a_report())
    before = {model: model.objects.count() for model in (Report, Claim, Judgement, AuditEvent)}
    assert send(a_report()) == first
    assert before == {model: model.objects.count() for model in before}


def test_the_answer_stays_the_first_after_the_claim_was_accepted_and_moved():
    first = send(a_report())
    claims.accept(claim=rows.claim_of(first), by=rows.EDITOR)
    assert send(a_report(), may_review=True) == first


def test_the_answer_stays_the_first_after_a_correction():
    first = send(a_report())
    claim = rows.claim_of(first)
    value = replace(intake.mapping.claim_value(claim), quantity=rows.exactly(46))
    claims.correct(claim=claim, value=value, by=rows.EDITOR, reason="Misread.")
    assert send(a_report()) == first


@pytest.mark.parametrize(
    "variant",
    [
        {"url": "http://www.example.org/1/?utm_source=x"},
        {"title": "Another title"},
        {"language": "ar"},
    ],
)
def test_spelling_an_address_otherwise_makes_no_new_report(variant):
    assert send(a_report(**variant)) == send(a_report())


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"quantity": rows.exactly(70)}, ["quantity"]),
        ({"status": Status.UNKNOWN, "cause": "mine"}, ["cause", "status"]),
        ({"claimant": "reuters"}, ["claimant"]),
        ({"alleged_parties": ()}, ["alleged_parties"]),
    ],
)
def test_the_same_page_with_other_claims_is_refused_with_the_difference(changed, names):
    first = send(a_report())
    with pytest.raises(ReportDiffers, match=f"on file as {first.report}") as told:
        send(again(a_report(), **changed))
    assert sorted(told.value.detail["changed"]["c1"]) == names
    assert told.value.detail["report"] == first.report


def test_a_difference_tells_both_values():
    send(a_report())
    with pytest.raises(ReportDiffers) as told:
        send(again(a_report(), cause="mine"))
    assert told.value.detail["changed"] == {"c1": {"cause": [None, "mine"]}}


def test_a_claim_more_or_less_is_named():
    send(a_report())
    longer = replace(a_report(), claims=(rows.a_claim(key="c2"),))
    with pytest.raises(ReportDiffers) as told:
        send(longer)
    assert (told.value.detail["only_on_file"], told.value.detail["only_posted"]) == (["c1"], ["c2"])


def test_the_same_claims_with_other_links_are_refused():
    send(a_report())
    with pytest.raises(ReportDiffers, match="other claims or links"):
        send(again(a_report(), incident=None))


def test_the_order_of_alleged_parties_is_no_difference():
    rows.a_party("isis")
    send(again(a_report(), alleged_parties=("coalition", "isis")))
    assert send(again(a_report(), alleged_parties=("isis", "coalition")))
    assert Report.objects.count() == 1


def test_a_new_text_under_a_known_address_is_a_later_version():
    first = send(a_report())
    second = send(a_report(text="Seventy died."))
    assert Report.objects.get(key=second.report).earlier_version.key == first.report


def test_an_identical_text_later_is_the_same_report():
    first = send(a_report())
    send(a_report(text="Seventy died."))
    assert send(a_report()) == first
    assert Report.objects.count() == 2


def test_the_address_of_another_publisher_makes_no_version():
    send(a_report())
    second = send(replace(a_report(), publisher="reuters"))
    assert Report.objects.get(key=second.report).earlier_version is None


def test_entries_without_text_are_told_apart_by_their_claims():
    first = send(a_report(text=None))
    second = send(again(a_report(text=None), quantity=rows.exactly(70)))
    assert first.report != second.report
    assert send(a_report(text=None)) == first


# What is refused


BAD = [
    # the report, the error, the path it names
    (a_report(published_on=TOMORROW), InvalidInput, "published_on"),
    (a_report(retrieved_on=TOMORROW), InvalidInput, "retrieved_on"),
    (again(a_report(), event_date=TOMORROW), InvalidInput, "claims.0.event_date"),
    (
        again(a_report(), incident=None, period=Period(first=TOMORROW, last=TOMORROW)),
        InvalidInput,
        "claims.0.period.first",
    ),
    (
        replace(
            a_report(),
            claims=(
                rows.a_claim(new_incident=replace(NEW, first_day=TOMORROW, last_day=TOMORROW)),
            ),
        ),
        InvalidInput,
        "claims.0.new_incident.first_day",
    ),
    (
        replace(
            a_report(),
            claims=(rows.a_claim(), rows.a_claim(key="c2", claimant="reuters", revises="c1")),
        ),
        InvalidInput,
        "claims.1.revises",
    ),
    (replace(a_report(), publisher="nobody"), UnknownReference, "publisher"),
    (a_report(cites=("no-such-report",)), UnknownReference, "cites.0"),
    (again(a_report(), claimant="nobody"), UnknownReference, "claims.0.claimant"),
    (again(a_report(), alleged_parties=("nobody",)), UnknownReference, "claims.0.alleged_parties"),
    (again(a_report(), incident="IQ-404"), UnknownReference, "claims.0.incident"),
    (again(a_report(), repeats="c9"), UnknownReference, "claims.0.repeats"),
    (again(a_report(), repeats="no-report/c9"), UnknownReference, "claims.0.repeats"),
]


@pytest.mark.parametrize(("report", "error", "path"), BAD, ids=lambda part: str(part)[:30])
def test_a_bad_report_is_refused_by_its_path_and_nothing_is_stored(report, error, path):
    with pytest.raises(error) as told:
        send(report)
    assert path in told.value.detail["fields"]
    assert not Report.objects.exists()
    assert not Incident.objects.filter(code__startswith="IQ-2017").exists()


def test_every_unknown_name_is_told_at_once():
    with pytest.raises(UnknownReference) as told:
        send(replace(again(a_report(), claimant="nobody", incident="IQ-404"), publisher="none"))
    assert set(told.value.detail["fields"]) == {
        "publisher",
        "claims.0.claimant",
        "claims.0.incident",
    }


def test_a_new_source_under_a_taken_slug_is_refused():
    other = NewSource(slug="reuters", name="Another", kind=SourceKind.WITNESS)
    with pytest.raises(Conflict, match="'reuters' is on file"):
        send(a_report(new_sources=(other,)))


def test_nothing_of_a_crowd_is_stored_when_one_is_refused():
    witness = NewSource(slug="abu-omar", name="Abu Omar", kind=SourceKind.WITNESS)
    crowd = [a_report(new_sources=(witness,)), replace(a_report(), publisher="nobody")]
    with pytest.raises(UnknownReference):
        intake.receive_many(reports=crowd, by=rows.EDITOR)
    assert not Report.objects.exists()
    assert not Source.objects.filter(slug="abu-omar").exists()


# A crowd gives what one after the other gives


def a_crowd() -> list[NewReport]:
    """Reports that lean on one another: a later version, a copy, a citation, one sent twice."""
    first = a_report()
    key = key_of(first)
    later = a_report(text="Seventy died.", published_on=DAY)
    copy = NewReport(
        publisher="reuters",
        url="https://example.org/2",
        text="Airwars says 64.",
        cites=(key,),
        claims=(rows.a_claim(64, repeats=f"{key}/c1"), rows.a_claim(9, key="c2", new_incident=NEW)),
    )
    alone = NewReport(publisher="reuters", url="https://example.org/3", claims=(rows.a_claim(5),))
    return [first, later, alone, copy, first, alone]


def stored() -> list[object]:
    return [
        rows.content(Report, "key", "publisher__slug", "earlier_version__key", "sha256"),
        rows.content(Citation, "report__key", "cited__key"),
        rows.content(Claim, "key", "claimant__slug", "low", "high", "flags"),
        rows.content(ClaimParty, "claim__key", "party__slug"),
        rows.content(Derivation, "claim__key", "relation", "on_claim__key", "verdict", "by"),
        rows.content(Judgement, "claim__key", "incident__code", "verdict", "confirmed", "by"),
        rows.content(Review, "claim__key", "verdict", "by"),
        rows.content(Incident, "code", "title", "state"),
        rows.content(AuditEvent, "verb", "subject", "detail"),
    ]


@pytest.mark.parametrize("may_review", [True, False])
def test_a_crowd_stores_and_answers_what_one_after_the_other_does(may_review):
    by_turns: dict[str, object] = {}
    for way in ("alone", "together"):
        with rows.undone_afterwards():
            parts = [[one] for one in a_crowd()] if way == "alone" else [a_crowd()]
            answers = [
                answer
                for part in parts
                for answer in intake.receive_many(
                    reports=part, by=rows.EDITOR, may_review=may_review
                )
            ]
            by_turns[way] = (answers, stored())
    assert by_turns["alone"] == by_turns["together"]


def test_two_claims_under_one_page_in_a_crowd_are_refused():
    with pytest.raises(ReportDiffers):
        intake.receive_many(
            reports=[a_report(), again(a_report(), quantity=rows.exactly(70))], by=rows.EDITOR
        )
    assert not Report.objects.exists()


def test_a_crowd_of_a_hundred_takes_as_many_statements_as_one_of_ten(
    django_assert_max_num_queries,
):
    def crowd(size: int) -> list[NewReport]:
        return [rows.a_report(rows.a_claim(incident="IQ-1")) for _ in range(size)]

    with django_assert_max_num_queries(40) as ten:
        intake.receive_many(reports=crowd(10), by=rows.EDITOR, may_review=True)
    with django_assert_max_num_queries(40) as hundred:
        intake.receive_many(reports=crowd(100), by=rows.EDITOR, may_review=True)
    assert len(hundred) == len(ten)


def test_an_empty_crowd_is_answered_with_nothing():
    assert intake.receive_many(reports=[], by=rows.EDITOR) == []
