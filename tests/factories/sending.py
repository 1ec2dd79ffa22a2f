"""One report, sent once or again with something else said in it."""

from dataclasses import replace
from datetime import date

from casualties.actions import intake
from casualties.core.intake import NewIncident, NewReport, Receipt
from tests.factories import rows

DAY = date(2017, 3, 5)
NEW = NewIncident(title="Dawassa", country="IQ", first_day=DAY, last_day=DAY)


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
