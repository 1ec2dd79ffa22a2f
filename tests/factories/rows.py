"""Short ways to say what is on file. People are named by what they may do."""

import contextlib
import itertools
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from casualties.actions import (
    batches,
    changes,
    grades,
    incidents,
    intake,
    link_weights,
    parameters,
    queue,
    reading_decisions,
    sign_offs,
    staleness,
)
from casualties.core.estimation import Attribution, HarmGrade
from casualties.core.intake import NewClaim, NewIncident, NewReport, Receipt
from casualties.core.linking import Weights
from casualties.core.types import HEADLINE, ClaimValue, Quantity
from casualties.core.words import Basis, Harm, Qualifier, QueueKind, Status
from casualties.models import Claim, Estimate, Incident, Place, ReportReading
from sources.actions import parties, sources
from sources.core.types import Actor, ActorKind, NewSource, Reliability, SourceKind
from sources.models import AuditEvent, Party, Source

EDITOR = Actor(ActorKind.USER, "editor")
SENDER = Actor(ActorKind.TOKEN, "sender")
LINKER = Actor(ActorKind.RULE, "linker")

AnyModel = TypeVar("AnyModel", bound=Model)

_numbers = itertools.count(1)


def a_source(slug: str = "yaqein", *, grade: Reliability | None = None, **described) -> Source:
    described = {"name": slug.replace("-", " ").title(), "kind": SourceKind.LOCAL_MEDIA} | described
    source = sources.register(source=NewSource(slug=slug, **described), by=EDITOR)
    if grade:
        sources.regrade(source=source, reliability=grade, reason="For the test.", by=EDITOR)
        source.refresh_from_db()
    return source


def a_party(slug: str = "coalition") -> Party:
    return parties.register(slug=slug, name=slug.title(), by=EDITOR)


def a_place(name: str = "Dawassa") -> Place:
    return Place.objects.create(name=name, country="IQ", precision="neighbourhood")


def an_incident(code: str | None = None, *, title: str = "Dawassa", **described) -> Incident:
    day = described.pop("day", date(2017, 3, 5))
    new = NewIncident(
        code=code, title=title, country="IQ", first_day=day, last_day=day, **described
    )
    return incidents.open_incident(new=new, by=EDITOR)


def exactly(figure: int) -> Quantity:
    return Quantity.said(Qualifier.EXACTLY, figure, expression=str(figure))


def more_than(figure: int) -> Quantity:
    return Quantity.said(Qualifier.MORE_THAN, figure, expression=f"more than {figure}")


def vague(word: str) -> Quantity:
    return Quantity.said(Qualifier.VAGUE, word=word, expression=word)


def a_claim(
    figure: int | Quantity = 64, *, claimant: str = "yaqein", key: str = "c1", **said
) -> NewClaim:
    """A claim of so many civilians killed; `said` may hold fields of ClaimValue or NewClaim."""
    links = ("incident", "new_incident", "repeats", "revises", "based_on", "part_of")
    told = {name: said.pop(name) for name in links if name in said}
    quantity = exactly(figure) if isinstance(figure, int) else figure
    words = {"harm": Harm.KILLED, "status": Status.CIVILIAN} | said
    value = ClaimValue(key=key, claimant=claimant, quantity=quantity, **words)
    return NewClaim(value=value, **told)


def a_report(*claims: NewClaim, publisher: str = "airwars", **described) -> NewReport:
    """A report with a text and an address of its own."""
    number = next(_numbers)
    described = {"text": f"Text {number}.", "url": f"https://example.org/{number}"} | described
    return NewReport(publisher=publisher, claims=claims, **described)


def taken_in(report: NewReport, *, by: Actor = EDITOR, may_review: bool | None = None) -> Receipt:
    """Take a report in; its sources are registered where they are missing."""
    for slug in {report.publisher} | {claim.value.claimant for claim in report.claims}:
        if not Source.objects.filter(slug=slug).exists():
            a_source(slug)
    may = by == EDITOR if may_review is None else may_review
    return intake.receive(report=report, by=by, may_review=may)


def claim_of(receipt: Receipt, number: int = 0) -> Claim:
    return Claim.objects.get(key=receipt.claims[number].key)


def on_file(
    figure: int | Quantity = 64, *, by: Actor = EDITOR, may_review: bool | None = None, **said
) -> Claim:
    """One claim in a report of its own, on file."""
    return claim_of(taken_in(a_report(a_claim(figure, **said)), by=by, may_review=may_review))


def current(
    incident: Incident, measure: str = str(HEADLINE), basis: Basis = Basis.REVIEWED
) -> Estimate | None:
    """The estimate in force after everything stale was recomputed."""
    staleness.drain()
    return Estimate.objects.filter(
        incident=incident, measure=measure, basis=basis, ended_at=None
    ).first()


def figures(estimate: Estimate | None) -> tuple[int | None, int | None, bool, bool] | None:
    """low, high, open below, open above - or None."""
    if estimate is None or estimate.low is None:
        return None
    return estimate.low, estimate.high, estimate.open_below, estimate.open_above


def one_of_each() -> Incident:
    """A row in every table of facts and opinions, and some incident they are about."""
    a_party()
    incident = an_incident()
    first = on_file(64, incident=incident.code, alleged_parties=("coalition",))
    copy = a_claim(64, claimant="reuters", repeats=first.key)
    taken_in(a_report(copy, publisher="reuters", cites=(first.report.key,)))
    a_place()
    on_file(7, key="alone", by=SENDER)
    weights = Weights(version="linking-2", bits={"dates.same_day": 2.5})
    kept = link_weights.keep(weights=weights, judgements=40, reason="Fitted.", by=EDITOR)
    link_weights.adopt(weights=kept, by=EDITOR, reason="Closer.")
    current(incident)
    changes.number()
    sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=EDITOR)
    graded = {"harm": HarmGrade.FAIR, "attribution": Attribution.LIKELY}
    grades.decide(incident=incident, **graded, by=EDITOR, reason="Both were there.")
    parameters.choose_mass_casualty(incident=incident, by=EDITOR, reason="A crowded market.")
    staleness.queue_all()
    _at_work(first)
    return incident


def _at_work(claim: Claim) -> None:
    """A batch that waits, a text read and looked at, a claim somebody has before them."""
    batches.send(lines=[(1, {"publisher": "airwars"})], by=EDITOR, may_review=True, to_file=False)
    reading = ReportReading.objects.create(report=claim.report, reader="rules-0", unread=[[0, 4]])
    reading_decisions.nothing_more(reading=reading, by=EDITOR)
    queue.take(kind=QueueKind.CLAIM, subjects=[claim.pk], by=EDITOR)


@contextlib.contextmanager
def undone_afterwards() -> Iterator[None]:
    """Try something, then forget that it happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def audited(verb: str) -> AuditEvent:
    """The latest event of this verb."""
    return AuditEvent.objects.filter(verb=verb).latest("pk")


def content(held: type[Model] | QuerySet[Model], *names: str) -> list[tuple[object, ...]]:
    """What a table or some of it holds, as sorted values: the same however rows are numbered."""
    found = held if isinstance(held, QuerySet) else held._default_manager.all()
    return sorted(found.order_by().values_list(*names), key=repr)


def latest(model: type[AnyModel]) -> AnyModel:
    return model._default_manager.latest("pk")
