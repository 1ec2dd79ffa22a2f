"""Claims: who says that so many people of some status were harmed."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper

from casualties.core.types import FIGURE_CEILING, Measure
from casualties.core.words import (
    DatePrecision,
    Harm,
    LocationPrecision,
    Qualifier,
    Scope,
    Stance,
    Status,
)
from casualties.models.afterwards import EDITED, after, claims_stale, noted_on, queued_on
from casualties.models.place import Place
from sources.core.types import Protection
from sources.models import Party, Report, Source
from sources.models.columns import actor_check, actor_column, globe_check, word_check, word_column
from sources.models.permanence import PROTECTS, Fact, no_delete, no_truncate, only_changes

_WORDS = {
    "stance": Stance,
    "harm": Harm,
    "status": Status,
    "qualifier": Qualifier,
    "scope": Scope,
    "date_precision": DatePrecision,
    "location_precision": LocationPrecision,
    "protection": Protection,
}

# A report reads differently by what its claims are: a hidden one hides its text.
_NOTED = {"claim": "SELECT id FROM new_rows", "report": "SELECT report_id FROM new_rows"}

PERSON = "person"
"""What `read_by` holds where a person read the text."""


def _figure(help_text: str) -> "models.IntegerField[Any, Any]":
    return models.IntegerField(null=True, blank=True, help_text=help_text)


class Claim(Fact):
    """One statement of harm in one report, with its words. Only its protection ever changes.

    A new one is made for every figure a report carries, and for a correction (then tied to the
    one it corrects). What was decided about it stands in opinions.
    """

    key = models.CharField(
        max_length=90, unique=True, help_text="Stable: the report's key, a slash, its own."
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="claims")
    claimant = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="claims",
        help_text="Who asserts it - not the outlet that carries it.",
    )
    stance = word_column(Stance, default=Stance.ASSERTS)
    harm = word_column(Harm)
    status = word_column(Status)
    sub_group = models.CharField(
        max_length=40,
        null=True,
        blank=True,
        help_text="Only where the figure counts a part of the victims: children, women, medical.",
    )
    qualifier = word_column(Qualifier)
    low = _figure("Persons; empty: no lower limit stated.")
    best = _figure("Persons; empty: no single figure stated.")
    high = _figure("Persons; empty: no upper limit stated.")
    word = models.CharField(
        max_length=40, null=True, blank=True, help_text="A vague figure's word, such as dozens."
    )
    share = models.FloatField(null=True, blank=True, help_text="A fraction's share, 0 to 1.")
    share_of = models.IntegerField(null=True, blank=True, help_text="The total it is a share of.")
    name_list = models.BooleanField(default=False, help_text="The victims are named in a list.")
    expression = models.CharField(
        max_length=300, blank=True, default="", help_text="The figure's own words."
    )
    scheme = models.CharField(
        max_length=40,
        null=True,
        blank=True,
        help_text="The coding scheme of whoever turned words into this range.",
    )
    scope = word_column(Scope, default=Scope.INCIDENT)
    period_first = models.DateField(null=True, blank=True)
    period_last = models.DateField(null=True, blank=True)
    event_date = models.DateField(null=True, blank=True, help_text="When it happened, as stated.")
    date_precision = word_column(DatePrecision, default=DatePrecision.DAY)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    place_name = models.CharField(max_length=200, blank=True, default="", help_text="As written.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    location_precision = word_column(LocationPrecision, default=LocationPrecision.UNKNOWN)
    alleged_parties = models.ManyToManyField(
        Party, blank=True, through="ClaimParty", help_text="Who is said to have done it."
    )
    cause = models.CharField(max_length=100, null=True, blank=True)
    spans = models.JSONField(
        default=dict, blank=True, help_text="Field to [start, end] in the text."
    )
    read_by = models.CharField(
        max_length=60, default="person", help_text="A person, or the reader and its version."
    )
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    note = models.TextField(blank=True, default="")
    protection = word_column(Protection, default=Protection.PUBLIC)
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = actor_column()

    class Meta(Fact.Meta):
        ordering = ["-id"]
        permissions = [
            ("view_draft", "Can see drafts and provisional ranges"),
            ("review_own", "Can decide on claims that they entered themselves"),
        ]
        constraints = [
            *(word_check("claim", column, word) for column, word in _WORDS.items()),
            actor_check("claim", "entered_by"),
            globe_check("claim"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{column}__range": (0, FIGURE_CEILING)}),
                    name=f"claim_{column}_is_a_figure",
                )
                for column in ("low", "best", "high", "share_of")
            ),
            models.CheckConstraint(condition=Q(low__lte=F("best")), name="claim_low_under_best"),
            models.CheckConstraint(condition=Q(best__lte=F("high")), name="claim_best_under_high"),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="claim_low_under_high"),
            models.CheckConstraint(
                condition=~Q(stance__in=[Stance.DENIES_HARM, Stance.DENIES_RESPONSIBILITY])
                | Q(qualifier=Qualifier.UNSTATED),
                name="claim_denial_has_no_figure",
            ),
            models.CheckConstraint(
                condition=~Q(qualifier__in=[Qualifier.UNSTATED, Qualifier.VAGUE])
                | Q(low=None, best=None, high=None),
                name="claim_words_are_not_figures",
            ),
            models.CheckConstraint(
                condition=Q(qualifier=Qualifier.VAGUE, word__isnull=False)
                | ~Q(qualifier=Qualifier.VAGUE) & Q(word=None),
                name="claim_vague_has_its_word",
            ),
            models.CheckConstraint(
                condition=~Q(scope=Scope.AGGREGATE)
                | Q(period_first__isnull=False, period_last__isnull=False),
                name="claim_aggregate_has_a_period",
            ),
            models.CheckConstraint(
                condition=Q(period_last__gte=F("period_first")),
                name="claim_period_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(share=None, share_of=None)
                | Q(share__isnull=False, share__gt=0, share__lte=1, share_of__isnull=False),
                name="claim_share_has_its_total",
            ),
        ]
        indexes = [
            models.Index(fields=["entered_at", "key"], name="claim_by_entry"),
            models.Index(fields=["event_date", "id"], name="claim_by_day"),
            models.Index(fields=["latitude", "longitude"], name="claim_by_place"),
            GinIndex(
                OpClass(Upper("expression"), name="gin_trgm_ops"),
                OpClass(Upper("place_name"), name="gin_trgm_ops"),
                name="claim_words",
            ),
        ]
        triggers = [
            no_truncate(),
            no_delete(),
            only_changes(
                "only_protected",
                "Rows of % never change; only their protection is raised and lowered. "
                "Correct it by a new one.",
                protected=PROTECTS,
            ),
            *(noted_on(event, **_NOTED) for event in ("insert", "update")),
            queued_on("insert", "SELECT id FROM new_rows"),
            after(
                "update",
                "stale_on_protect",
                claims_stale("SELECT id FROM new_rows", "protection", EDITED),
            ),
        ]

    def __str__(self) -> str:
        """Return who says what."""
        return f"{self.claimant.public_name}: {self.said} {self.measure.words}"

    @property
    def measure(self) -> Measure:
        """Return what is counted."""
        return Measure(harm=Harm(self.harm), status=Status(self.status))

    @property
    def said(self) -> str:
        """Return the figure in its own words, or in ours where none were kept."""
        if self.expression:
            return self.expression
        figures = [str(figure) for figure in (self.low, self.high) if figure is not None]
        return f"{Qualifier(self.qualifier).label} {'-'.join(dict.fromkeys(figures))}".strip()


class ClaimParty(Fact):
    """That a claim alleges a party."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="party_links")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta(Fact.Meta):
        constraints = [models.UniqueConstraint(fields=["claim", "party"], name="claim_party_once")]
        verbose_name_plural = "claim parties"
        triggers = [
            *Fact.Meta.triggers,
            after(
                "insert",
                "stale_on_party",
                claims_stale("SELECT claim_id FROM new_rows", "parties", EDITED),
            ),
            noted_on("insert", claim="SELECT claim_id FROM new_rows"),
        ]

    def __str__(self) -> str:
        """Return the party."""
        return str(self.party)
