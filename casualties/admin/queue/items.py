"""What is shown of one thing that waits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from casualties import queries
from casualties.admin import days, figures
from casualties.admin.claim_rows import described_claims
from casualties.admin.queue.repeating import shown_origins
from casualties.admin.queue.unread import LONGEST_TEXT, UnreadItem, unread_item
from casualties.core.highlight import Part, highlighted
from casualties.core.types import HEADLINE
from casualties.core.words import Basis, QueueKind, ReviewState
from casualties.models import Claim, Derivation, Estimate, ReportReading
from casualties.queries.review_queue import Card
from casualties.rights import OWN
from sources.core.types import Actor, ActorKind
from sources.visibility import audience_of_user, visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """A claim with the text it was read from and the incidents it may be about."""

    row: Any
    parts: Sequence[Part]
    cut: bool
    facts: Sequence[tuple[str, object]]
    cards: Sequence[Card]
    reviewed: Estimate | None
    provisional: Estimate | None

    @property
    def name(self) -> str:
        """Return what the window is called while it is looked at."""
        return f"{self.row.claimant}: {self.row.said} {self.row.measure.words}"

    @property
    def heading(self) -> str:
        """Return how the claim stands; it may have been decided on while it was looked at."""
        if self.row.verdict is None:
            return "Draft"
        state = f"{ReviewState(self.row.verdict).label.capitalize()} claim"
        accepted = self.row.verdict == ReviewState.ACCEPTED
        return f"{state} without a confirmed link" if accepted and not self.confirmed else state

    @property
    def confirmed(self) -> bool:
        """Return whether a person put it on its incident."""
        return bool(self.row.link_confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationItem:
    """A proposed relation with both claims."""

    row: Derivation
    both: Sequence[Any]

    @property
    def name(self) -> str:
        """Return what the window is called while it is looked at."""
        return f"Relation no. {self.row.pk}"


def waiting(user: Any, kind: QueueKind) -> Any:
    """Return what waits for this person."""
    audience = audience_of_user(user)
    if kind is QueueKind.RELATION:
        return queries.waiting_relations(audience, entered_not_by=kept_from(user))
    if kind is QueueKind.UNREAD:
        return queries.waiting_readings(audience)
    return queries.waiting_claims(audience, entered_not_by=kept_from(user))


def kept_from(user: Any) -> str:
    """Return whose entries this person does not decide on: their own; empty where they do."""
    return "" if user.has_perm(OWN) else str(Actor(ActorKind.USER, user.get_username()))


def still_waits(user: Any, kind: QueueKind, pk: int) -> bool:
    """Return whether there is more to decide about an item."""
    return bool(waiting(user, kind).filter(pk=pk).exists())


def row_of(user: Any, kind: QueueKind, pk: int) -> Any:
    """Return the row to decide on, None where this person may not see it."""
    if kind is QueueKind.CLAIM:
        return described_claims(user).filter(pk=pk).first()
    if kind is QueueKind.UNREAD:
        readings = ReportReading.objects.select_related("report__publisher")
        return visible_to(audience_of_user(user), readings).filter(pk=pk).first()
    rows = Derivation.objects.select_related("claim__claimant", "on_claim__claimant")
    return visible_to(audience_of_user(user), rows).filter(pk=pk).first()


def subject_of(row: Claim | Derivation | ReportReading) -> str:
    """Return the key under which the audit trail knows what was decided."""
    if isinstance(row, ReportReading):
        return row.report.key
    return row.key if isinstance(row, Claim) else row.claim.key


def item_of(user: Any, kind: QueueKind, pk: int) -> ClaimItem | RelationItem | UnreadItem | None:
    """Return what the page shows."""
    row = row_of(user, kind, pk)
    if row is None:
        return None
    if kind is QueueKind.CLAIM:
        return _claim_item(user, row)
    if kind is QueueKind.UNREAD:
        return unread_item(user, row)
    both = described_claims(user).filter(pk__in=[row.claim_id, row.on_claim_id]).in_bulk()
    return RelationItem(row=row, both=[both[row.claim_id], both[row.on_claim_id]])


def _claim_item(user: Any, row: Any) -> ClaimItem:
    text = row.report.text or ""
    cards = queries.cards_of(row)
    on = next((card.judgement.incident_id for card in cards if card.linked), None)
    found = _headlines(on)
    return ClaimItem(
        row=row,
        parts=highlighted(text[:LONGEST_TEXT], _spans(row, text)),
        cut=len(text) > LONGEST_TEXT,
        facts=_facts(row),
        cards=_with_origins(user, row, cards),
        reviewed=found.get(Basis.REVIEWED),
        provisional=found.get(Basis.PROVISIONAL),
    )


def _with_origins(user: Any, row: Claim, cards: Sequence[Card]) -> list[Card]:
    """Add what the claim would repeat on each incident, were it put there."""
    origins = shown_origins(user, row, [card.root_id for card in cards])
    sentences = {root: origin.sentence for root, origin in origins.items()}
    return [replace(card, repeats=sentences.get(card.root_id, "")) for card in cards]


def _spans(row: Claim, text: str) -> dict[str, list[int]]:
    """Return the places it was read from; of a typed one, where its figure's words stand."""
    if row.spans:
        return {name: list(span) for name, span in row.spans.items() if len(span) == 2}
    at = text.find(row.expression) if row.expression else -1
    return {"quantity": [at, at + len(row.expression)]} if at >= 0 else {}


def _facts(row: Any) -> list[tuple[str, object]]:
    """Return what was typed or read, field by field; empty ones are left out."""
    told = [
        ("Says", figures.of_claim(row)),
        ("Claimant", row.claimant),
        ("Published by", row.report.publisher),
        ("Published", row.report.published_on or "not stated"),
        ("Words", row.expression),
        ("Stance", row.get_stance_display()),
        ("Part of the victims", row.sub_group),
        ("When", row.event_date and days.in_words(row.event_date, None, row.date_precision)),
        ("Period", row.period_first and days.in_words(row.period_first, row.period_last)),
        ("Where", row.place_name),
        ("Accused", ", ".join(party.name for party in row.alleged_parties.all())),
        ("Cause", row.cause),
        ("Read by", row.read_by),
        ("Entered by", row.entered_by),
        ("Flags", ", ".join(flag.replace("_", " ") for flag in row.flags)),
        ("Note", row.note),
    ]
    return [(name, value) for name, value in told if value]


def _headlines(incident_id: int | None) -> dict[Basis, Estimate]:
    if incident_id is None:
        return {}
    rows = queries.current_estimates([incident_id]).get(incident_id, [])
    return {Basis(row.basis): row for row in rows if row.measure == str(HEADLINE)}
