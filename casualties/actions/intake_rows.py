"""New reports and claims on their way into the database, a table at a time."""

import uuid
from collections.abc import Mapping
from typing import Any

from casualties import mapping
from casualties.actions import falling, incidents, linking, notes, references, repeats
from casualties.actions.link_writing import Linked
from casualties.actions.references import References
from casualties.core.intake import ClaimReceipt, NewClaim, NewIncident, NewReport, Receipt
from casualties.core.words import (
    DerivationVerdict,
    IncidentState,
    JudgementVerdict,
    Relation,
    ReviewState,
    Scope,
)
from casualties.models import Claim, ClaimParty, Derivation, Incident, Judgement, Review
from sources.core.canonical import canonical_url
from sources.core.fingerprint import text_digest
from sources.core.types import Actor
from sources.errors import InvalidInput
from sources.models import AuditEvent, Citation, Report


class Intake:
    """One set of new reports on its way into the database, a table at a time."""

    def __init__(
        self, reports: Mapping[str, NewReport], by: Actor, may_review: bool, link: bool
    ) -> None:
        self.link = link
        self.linked: dict[str, Linked] = {}
        self.reports = reports
        self.by = by
        self.may_review = may_review
        self.operation = uuid.uuid4()
        self.found: References = references.load(list(reports.values()), all_rows=may_review)
        self.claims: list[tuple[NewClaim, Claim]] = []
        self.by_key: dict[str, Claim] = dict(self.found.claims)
        self.opened: dict[tuple[str, NewIncident], Incident] = {}
        self.on: dict[str, Incident] = {}

    def store(self) -> dict[str, Receipt]:
        """Write everything and return each report's answer."""
        answers = self.store_claims(self._reports())
        self._record(answers)
        return answers

    def store_claims(self, rows: Mapping[str, Report]) -> dict[str, Receipt]:
        """Write the claims of reports that are on file, and return what became of each."""
        for error in falling.refusals(self.reports, drafts=self.may_review).values():
            raise error
        for key, report in self.reports.items():
            self._claims(rows[key], report)
        Claim.objects.bulk_create([row for _, row in self.claims])
        self._parties()
        self._judgements()
        self._derivations()
        if self.may_review:
            self._reviews()
        if self.link:
            self._link()
        return self._answers()

    def _stated(self) -> dict[str, Any]:
        return {"by": str(self.by), "operation": self.operation}

    def _reports(self) -> dict[str, Report]:
        earlier = _earlier_versions(self.reports.values())
        rows = {
            key: Report(
                key=key,
                publisher=self.found.sources[report.publisher],
                title=report.title,
                url=report.url,
                canonical_url=canonical_url(report.url),
                archived_url=report.archived_url,
                text=report.text,
                sha256=text_digest(report.text) if report.text is not None else "",
                language=report.language,
                published_on=report.published_on,
                retrieved_on=report.retrieved_on,
                earlier_version=earlier.get((report.publisher, canonical_url(report.url))),
                protection=report.protection,
                received_by=str(self.by),
            )
            for key, report in self.reports.items()
        }
        Report.objects.bulk_create(rows.values())
        Citation.objects.bulk_create(
            Citation(report=rows[key], cited=self.found.reports[cited])
            for key, report in self.reports.items()
            for cited in report.cites
        )
        return rows

    def _claims(self, row: Report, report: NewReport) -> None:
        for claim in report.claims:
            made = Claim(
                key=f"{row.key}/{claim.value.key}",
                report=row,
                claimant=self.found.sources[claim.value.claimant],
                entered_by=str(self.by),
                flags=list(claim.flags),
                **mapping.claim_columns(claim.value),
            )
            self.claims.append((claim, made))
            self.by_key[made.key] = made

    def _parties(self) -> None:
        ClaimParty.objects.bulk_create(
            ClaimParty(claim=row, party=self.found.parties[slug])
            for claim, row in self.claims
            for slug in claim.value.alleged_parties
        )

    def _judgements(self) -> None:
        self._open()
        for claim, row in self.claims:
            incident = self._incident_for(claim, row)
            if incident:
                self.on[row.key] = incident
        Judgement.objects.bulk_create(
            Judgement(
                claim=row,
                incident=self.on[row.key],
                verdict=JudgementVerdict.POSITIVE,
                confirmed=self.may_review,
                reason="" if claim.incident or claim.new_incident else "Follows what it repeats.",
                **self._stated(),
            )
            for claim, row in self.claims
            if row.key in self.on
        )

    def _incident_for(self, claim: NewClaim, row: Claim) -> Incident | None:
        if claim.value.scope is Scope.AGGREGATE:
            return None
        if claim.incident:
            return self.found.incidents[claim.incident]
        if claim.new_incident:
            return self.opened[row.report.key, claim.new_incident]
        if claim.repeats:
            repeated = self._named(row, claim.repeats)
            return self.on.get(repeated.key) or self.found.incident_of_claim.get(repeated.pk)
        return None

    def _open(self) -> None:
        """Open the incidents described, each once however many claims of a report describe it."""
        described = (
            (row.report.key, claim.new_incident)
            for claim, row in self.claims
            if claim.new_incident and not claim.incident and claim.value.scope is Scope.INCIDENT
        )
        wanted = list(dict.fromkeys(described))
        if not wanted:
            return
        made = incidents.open_many(
            news=[new for _, new in wanted],
            by=self.by,
            state=IncidentState.OPEN if self.may_review else IncidentState.PROVISIONAL,
            reasons=[""] * len(wanted),
        )
        self.opened = dict(zip(wanted, made, strict=True))

    def _named(self, row: Claim, key: str) -> Claim:
        return self.by_key[key if "/" in key else f"{row.report.key}/{key}"]

    def _derivations(self) -> None:
        """Write what the sender said of other claims: confirmed by it, as its own statement."""
        stated = [
            (claim, row, Relation(relation), self._named(row, key))
            for claim, row in self.claims
            for relation, key in references.tied_keys(claim)
        ]
        for claim, row, relation, on in stated:
            if relation is Relation.REVISES and row.claimant_id != on.claimant_id:
                path = f"claims.{self.reports[row.report.key].claims.index(claim)}.revises"
                raise InvalidInput.at(path, "A claimant revises only its own figures.")
        Derivation.objects.bulk_create(
            Derivation(
                claim=row,
                on_claim=on,
                relation=relation,
                verdict=DerivationVerdict.CONFIRMED,
                **self._stated(),
            )
            for _, row, relation, on in stated
        )

    def _link(self) -> None:
        """Let the linker decide where the sender named neither an incident nor a statement."""
        alone = [row for claim, row in self.claims if names_no_incident(claim)]
        self.linked = linking.link(claims=[row for row in alone if row.key not in self.on])
        placed = {key: one.incident for key, one in self.linked.items() if one.incident}
        self.on |= placed

    def _reviews(self) -> None:
        Review.objects.bulk_create(
            Review(claim=row, verdict=ReviewState.ACCEPTED, **self._stated())
            for _, row in self.claims
        )

    def _answers(self) -> dict[str, Receipt]:
        state = ReviewState.ACCEPTED.value if self.may_review else "draft"
        receipts: dict[str, list[ClaimReceipt]] = {key: [] for key in self.reports}
        for claim, row in self.claims:
            incident = self.on.get(row.key)
            code = incident.code if incident else None
            note = notes.what_became_of(
                claim, incident=code, accepted=self.may_review, linked=self.linked.get(row.key)
            )
            receipts[row.report.key].append(
                ClaimReceipt(key=row.key, state=state, incident=code, note=note)
            )
        return {
            key: Receipt(
                report=key,
                claims=tuple(claims),
                incidents=tuple(sorted({claim.incident for claim in claims if claim.incident})),
            )
            for key, claims in receipts.items()
        }

    def _record(self, answers: Mapping[str, Receipt]) -> None:
        AuditEvent.objects.bulk_create(
            AuditEvent(
                verb=repeats.RECEIVED,
                subject=key,
                detail={"answer": answer.to_json(), "links": repeats.links_told(self.reports[key])},
                **self._stated(),
            )
            for key, answer in answers.items()
        )


def names_no_incident(claim: NewClaim) -> bool:
    """Return whether the linker has to say which incident a claim is about."""
    told = claim.incident or claim.new_incident or claim.repeats
    return not told and claim.value.scope is Scope.INCIDENT


def _earlier_versions(reports: Any) -> dict[tuple[str, str], Report]:
    """Return the latest report on file under each publisher and address."""
    addresses = {canonical_url(report.url) for report in reports} - {""}
    if not addresses:
        return {}
    rows = Report.objects.filter(canonical_url__in=addresses).select_related("publisher")
    return {(row.publisher.slug, row.canonical_url): row for row in rows.order_by("pk")}
