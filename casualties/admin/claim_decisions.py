"""What may be decided about a claim."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from casualties import rights
from casualties.actions import claims, derivations, judgements
from casualties.admin.claim_fields import ClaimFields
from casualties.admin.claim_value import fields_of
from casualties.admin.others_work import OthersWork
from casualties.core.words import (
    TURNED_DOWN,
    DerivationVerdict,
    JudgementVerdict,
    Relation,
    ReviewState,
    Scope,
)
from casualties.models import Claim, Derivation, Incident, Judgement, Review
from casualties.visibility import claims_for
from sources.admin.act_form import ActForm, Seen, reason_field
from sources.core.types import Actor
from sources.visibility import audience_of_user

_FOLLOWS = "Ranges that rest on it follow."
_CREDIBILITY = [
    ("", "not graded (read as possible)"),
    (1, "1 - confirmed by others"),
    (2, "2 - probable"),
    (3, "3 - possible"),
    (4, "4 - doubtful"),
    (5, "5 - improbable"),
    (6, "6 - cannot be judged"),
]


class _OnItsReview(ActForm):
    """It rests on what was decided about the claim before."""

    @classmethod
    def seen(cls, row: Any) -> Seen:
        """Return the decision in force."""
        made = Review.objects.filter(claim=row, ended_at=None).first()
        if made is None:
            return Seen("", "It is a draft.")
        return Seen(str(made.pk), f"It is {made.verdict}, by {Actor.parse(made.by).name}.")


class _OnItsLink(ActForm):
    """It rests on where the claim is linked."""

    @classmethod
    def seen(cls, row: Any) -> Seen:
        """Return the link in force."""
        links = Judgement.objects.filter(claim=row, ended_at=None).select_related("incident")
        link = links.filter(verdict=JudgementVerdict.POSITIVE).first()
        if link is None:
            return Seen("", "It is on no incident.")
        return Seen(str(link.pk), f"It is on {link.incident.code}.")


class Accept(_OnItsReview, OthersWork):
    """Take it as what its report says."""

    verb, button, at_once = "accept", "Accept", True
    needs = "casualties.add_review"
    explains = f"The claim says what its report says. Its link is thereby confirmed. {_FOLLOWS}"
    row: Any
    credibility = forms.TypedChoiceField(
        choices=_CREDIBILITY, required=False, coerce=int, empty_value=None
    )
    reason = reason_field(required=False)

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Unless it is accepted."""
        return bool(row.verdict != ReviewState.ACCEPTED)

    @classmethod
    def seen(cls, row: Any) -> Seen:
        """It rests on the link too, which it confirms."""
        return super().seen(row) + _OnItsLink.seen(row)

    def act(self, by: Actor) -> str:
        """Accept it."""
        claims.accept(claim=self.row, by=by, **self.cleaned_data)
        if self.row.scope == Scope.INCIDENT and self.row.on_pk is None:
            return "Accepted. It is on no incident yet, and bears on no range until it is."
        return f"Accepted. {_FOLLOWS}"


class Reject(_OnItsReview, OthersWork):
    """Not what the report says, or not fit to count."""

    verb, button = "reject", "Reject"
    needs = "casualties.add_review"
    explains = f"The claim is not what its report says, or not fit to count. {_FOLLOWS}"
    row: Claim
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Unless it is rejected or withdrawn."""
        return row.verdict not in TURNED_DOWN

    def act(self, by: Actor) -> str:
        """Reject it."""
        claims.reject(claim=self.row, by=by, reason=self.cleaned_data["reason"])
        return f"Rejected. {_FOLLOWS}"


class Withdraw(_OnItsReview):
    """Taken back."""

    verb, button = "withdraw", "Withdraw"
    needs = "casualties.add_review"
    explains = f"The claim stays on file with your reason and bears on nothing. {_FOLLOWS}"
    row: Claim
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Unless it is withdrawn."""
        return bool(row.verdict != ReviewState.WITHDRAWN)

    def act(self, by: Actor) -> str:
        """Withdraw it."""
        claims.withdraw(claim=self.row, by=by, reason=self.cleaned_data["reason"])
        return f"Withdrawn. {_FOLLOWS}"


class Reopen(_OnItsReview, OthersWork):
    """A draft again."""

    verb, button, at_once = "reopen", "Reopen", True
    needs = "casualties.add_review"
    explains = f"Undoes the decision: the claim is a draft again. {_FOLLOWS}"
    row: Claim
    reason = reason_field(required=False)

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Only where there is a decision."""
        return row.verdict is not None

    def act(self, by: Actor) -> str:
        """Reopen it."""
        claims.reopen(claim=self.row, by=by, reason=self.cleaned_data["reason"])
        return f"The claim is a draft again. {_FOLLOWS}"


class Correct(ClaimFields):
    """Typed or read wrongly: entered anew."""

    verb, button = "correct", "Correct this"
    needs = "casualties.add_claim"
    explains = (
        "Enter the claim as it should have been typed or read. The old entry stays on file, "
        "hidden, and the new one takes its incident. It is accepted at once, or a draft where "
        "what you type waits for somebody else."
    )
    row: Claim
    why = reason_field(required=True)
    fieldsets = [*ClaimFields.fieldsets, ("Why", {"fields": ["why"]})]

    def __init__(self, *args: Any, **options: Any) -> None:
        """Begin with what is on file."""
        options["initial"] = fields_of(options["row"])
        super().__init__(*args, **options)
        self.fields["why"].label = "Reason"

    def field_of(self, path: str) -> str | None:
        """Show what is said of the reason at its field."""
        return "why" if path == "reason" else super().field_of(path)

    def act(self, by: Actor) -> Any:
        """Enter it anew."""
        why = self.cleaned_data["why"]
        review = rights.counts_at_once(self.user)
        made = claims.correct(claim=self.row, value=self.value, reason=why, by=by, review=review)
        return f"Corrected: {made.key} stands for it now. {_FOLLOWS}"


class Link(_OnItsLink, OthersWork):
    """Say which incident it is about, or is not."""

    verb, button = "link", "Link to an incident"
    needs = "casualties.add_judgement"
    explains = "A claim is on one incident at most: another positive link is ended by this one."
    row: Claim
    incident = forms.ModelChoiceField(
        Incident.objects.all(),
        widget=AutocompleteSelect(Judgement._meta.get_field("incident"), admin.site),
    )
    verdict = forms.ChoiceField(
        choices=[(word.value, f"{word.label} - {word.meaning}") for word in JudgementVerdict],
        initial=JudgementVerdict.POSITIVE,
        widget=forms.RadioSelect,
    )
    reason = reason_field(required=False)

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Not for totals of a period or area."""
        return bool(row.scope == Scope.INCIDENT)

    def act(self, by: Actor) -> str:
        """Judge it; whoever may link confirms the link by making it."""
        said = self.cleaned_data
        made = judgements.judge(
            claim=self.row,
            incident=said["incident"],
            verdict=JudgementVerdict(said["verdict"]),
            confirmed=True,
            reason=said["reason"],
            by=by,
        )
        return f"{made.incident.code}: {made.verdict}. {_FOLLOWS}"


class Unlink(_OnItsLink, OthersWork):
    """Take the link back."""

    verb, button = "unlink", "Unlink"
    needs = "casualties.add_judgement"
    explains = (
        "The claim is then on no incident, and a rule may propose one again. To keep it off "
        "this incident for good, link it with the verdict negative instead."
    )
    row: Claim
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Only while it is on an incident."""
        return row.on_pk is not None

    def act(self, by: Actor) -> str:
        """End the link."""
        live = self.row.judgements.select_related("incident", "claim")
        link = live.get(ended_at=None, verdict=JudgementVerdict.POSITIVE)
        judgements.end(judgement=link, by=by, reason=self.cleaned_data["reason"])
        return f"No longer on {link.incident.code}. {_FOLLOWS}"


class Relate(OthersWork):
    """Say how it stands to another claim."""

    verb, button = "relate", "Relate to another claim"
    needs = "casualties.add_derivation"
    explains = f"What you state here counts at once. {_FOLLOWS}"
    row: Claim
    relation = forms.ChoiceField(
        choices=[
            (word.value, f"{word.label} - {word.meaning}")
            for word in Relation
            if word is not Relation.CORRECTS
        ],
        widget=forms.RadioSelect,
        label="This claim",
    )
    on_claim = forms.ModelChoiceField(
        Claim.objects.none(),
        widget=AutocompleteSelect(Derivation._meta.get_field("on_claim"), admin.site),
        label="The other claim",
    )
    reason = reason_field(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the claims this person may know of, but not this one."""
        super().__init__(*args, **options)
        known = (
            claims_for(audience_of_user(self.user))
            .exclude(pk=self.row.pk)
            .select_related("claimant")
        )
        self.fields["on_claim"].queryset = known  # type: ignore[attr-defined]

    def act(self, by: Actor) -> str:
        """State it."""
        said = self.cleaned_data
        relation = Relation(said["relation"])
        derivations.state(
            claim=self.row,
            on_claim=said["on_claim"],
            relation=relation,
            verdict=DerivationVerdict.CONFIRMED,
            reason=said["reason"],
            by=by,
        )
        return f"Stated: this claim {relation.label} the other. {_FOLLOWS}"
