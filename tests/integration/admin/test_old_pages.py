"""A decision's page that was opened before somebody else decided does not override them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from casualties.actions import (
    change_requests,
    claims,
    grades,
    incident_parties,
    incidents,
    judgements,
    parameters,
    sign_offs,
    splitting,
)
from casualties.core.estimation import Attribution, HarmGrade
from casualties.core.intake import NewIncident
from casualties.core.types import HEADLINE, Interval
from casualties.core.words import JudgementVerdict
from casualties.models import Claim, Estimate, Incident, Judgement, SignOff
from sources.actions import protection, sources
from sources.core.types import Actor, ActorKind, Protection, Reliability
from sources.models import AuditEvent, Party, Source
from tests.factories import rows
from tests.integration.admin.desk import Desk, address, errors_of

pytestmark = pytest.mark.django_db

THEM = {"by": Actor(ActorKind.USER, "they"), "reason": "Their reason."}


def the_incident() -> Incident:
    return Incident.objects.get(code="IQ-2017-0001")


def another() -> Incident:
    return Incident.objects.get(code="IQ-2017-0002")


def the_source() -> Source:
    return Source.objects.get(slug="yaqein")


def the_claim() -> Claim:
    return Claim.objects.get(claimant__slug="yaqein")


def accepted() -> None:
    claims.accept(claim=the_claim(), credibility=2, **THEM)


def rejected() -> None:
    claims.reject(claim=the_claim(), **THEM)


def withdrawn() -> None:
    claims.withdraw(claim=the_claim(), **THEM)


def put_elsewhere() -> None:
    on = {"incident": another(), "verdict": JudgementVerdict.POSITIVE}
    judgements.judge(claim=the_claim(), confirmed=True, **on, **THEM)


def protected() -> None:
    row = the_source()
    protection.protect(row=row, subject=row.slug, protection=Protection.CLOSED, **THEM)


def regraded() -> None:
    sources.regrade(source=the_source(), reliability=Reliability.E, **THEM)


def signed() -> None:
    figures = Interval(low=70, high=120)
    sign_offs.sign_off(incident=the_incident(), measure=str(HEADLINE), figures=figures, **THEM)


def asked() -> None:
    change_requests.request(incident=the_incident(), **THEM)


def asked_again() -> None:
    change_requests.withdraw(incident=the_incident(), **THEM)
    asked()


def alleged() -> None:
    party = Party.objects.get(slug="coalition")
    incident_parties.allege(incident=the_incident(), parties=[party], **THEM)


def merged() -> None:
    incidents.merge(incident=the_incident(), into=another(), **THEM)


def merged_elsewhere() -> None:
    incidents.undo_merge(incident=the_incident(), **THEM)
    third = Incident.objects.get(code="IQ-2017-0003")
    incidents.merge(incident=the_incident(), into=third, **THEM)


def split_off() -> None:
    day = date(2017, 3, 5)
    new = NewIncident(title="Another", country="IQ", first_day=day, last_day=day)
    on = Judgement.objects.filter(incident=the_incident(), verdict="positive", ended_at=None)
    splitting.split(incident=the_incident(), claims=[on.latest("pk").claim], new=new, **THEM)


def graded() -> None:
    axes = {"harm": HarmGrade.WEAK, "attribution": Attribution.NONE}
    grades.decide(incident=the_incident(), **axes, **THEM)


def graded_again() -> None:
    axes = {"harm": HarmGrade.FAIR, "attribution": Attribution.NONE}
    grades.decide(incident=the_incident(), **axes, **THEM)


def prior_chosen() -> None:
    parameters.choose_mass_casualty(incident=the_incident(), **THEM)


def prior_chosen_again() -> None:
    parameters.end_choice(choice=the_incident().prior_choices.get(ended_at=None), **THEM)
    prior_chosen()


def nothing() -> None:
    pass


@dataclass(frozen=True)
class Case:
    """``meanwhile`` happens after the page of ``verb`` is opened; it then tells ``now``."""

    of: Callable[[], Model]
    verb: str
    meanwhile: Callable[[], None]
    now: str
    before: Callable[[], None] = nothing
    typed: dict[str, Any] = field(default_factory=dict)


CASES = [
    Case(the_source, "protect", protected, "is closed", typed={"protection": "identity"}),
    Case(the_source, "regrade", regraded, "is E", typed={"reliability": "C"}),
    Case(the_incident, "sign_off", signed, "they signed killed (civilian): 70\N{EN DASH}120."),
    Case(the_incident, "sign_off", asked, "asks for changes: Their reason."),
    Case(the_incident, "parties", alleged, "Alleged: Coalition."),
    Case(the_incident, "withdraw_request", asked_again, "they asks", before=asked),
    Case(the_incident, "undo_merge", merged_elsewhere, "into IQ-2017-0003", before=merged),
    Case(the_incident, "undo_split", split_off, "the one into IQ-2017-0005", before=split_off),
    Case(the_incident, "computed_grade", graded_again, "they graded it: fair", before=graded),
    Case(the_incident, "usual_prior", prior_chosen_again, "they chose", before=prior_chosen),
    Case(the_claim, "accept", rejected, "is rejected, by they"),
    Case(the_claim, "accept", put_elsewhere, "on IQ-2017-0002"),
    Case(the_claim, "reject", accepted, "is accepted, by they"),
    Case(the_claim, "withdraw", rejected, "is rejected, by they"),
    Case(the_claim, "reopen", withdrawn, "is withdrawn, by they", before=accepted),
    Case(the_claim, "unlink", put_elsewhere, "on IQ-2017-0002"),
]


@pytest.fixture(scope="module")
def on_file(shared) -> None:
    incident = rows.an_incident("IQ-2017-0001")
    for code in ("IQ-2017-0002", "IQ-2017-0003"):
        rows.an_incident(code)
    rows.a_party("coalition")
    rows.on_file(64, incident=incident.code, by=rows.SENDER)
    rows.on_file(90, claimant="reuters", incident=incident.code)
    rows.on_file(rows.more_than(130), claimant="mosul-eye", incident=incident.code)
    rows.current(incident)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.verb}-{case.meanwhile.__name__}")
def test_an_old_page_comes_back_with_its_words_and_decides_once_it_was_looked_at(
    case: Case, editor: Desk, on_file
):
    case.before()
    reviewed = Estimate.objects.filter(incident=the_incident(), basis="reviewed", ended_at=None)
    typed = {"measure": reviewed.get().pk} | case.typed | {"reason": "My own words."}
    editor.see(case.of(), case.verb)
    case.meanwhile()
    last = AuditEvent.objects.latest("pk")
    page = editor.decide(case.of(), case.verb, **typed)
    (told,) = errors_of(page)["__all__"]
    assert "changed after you opened the page" in told
    assert case.now in told
    assert "My own words." in page.content.decode()
    assert AuditEvent.objects.latest("pk") == last
    again = editor.client.post(address(case.of(), case.verb), typed | known(page))
    assert again.status_code == 302
    assert AuditEvent.objects.latest("pk").by == "user:editor"


def known(page: Any) -> dict[str, str]:
    return {"_known": page.context["form"].mark}


def test_the_page_of_a_sign_off_tells_who_asks_for_changes(editor: Desk, on_file):
    assert "Nobody asks for changes." in editor.text(the_incident(), "sign_off")
    asked()
    assert "asks for changes: Their reason." in editor.text(the_incident(), "sign_off")


def test_a_page_that_comes_back_for_another_fault_still_knows_what_it_showed(editor: Desk, on_file):
    editor.see(the_source(), "protect")
    protected()
    faulty = editor.decide(the_source(), "protect", protection="identity", reason=" ")
    assert list(errors_of(faulty)) == ["reason"]
    typed = {"protection": "identity", "reason": "She asked."} | known(faulty)
    page = editor.client.post(address(the_source(), "protect"), typed)
    assert "is closed" in errors_of(page)["__all__"][0]


def test_what_is_sent_without_its_page_decides_nothing(editor: Desk, on_file):
    typed = {"protection": "identity", "reason": "She asked."}
    page = editor.client.post(address(the_source(), "protect"), typed)
    assert "changed after" in errors_of(page)["__all__"][0]
    assert the_source().protection == Protection.PUBLIC
    assert not SignOff.objects.exists()
