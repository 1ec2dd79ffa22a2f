"""Sources: who makes or carries claims."""

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from sources.core.types import PROTECTED, Protection, Reliability, SourceKind
from sources.models.columns import word_check, word_column
from sources.models.party import Party


@pghistory.track()
class Source(models.Model):
    """An organisation, outlet or person that makes or carries claims.

    Its grade changes only by `actions.sources.regrade`, its protection by `actions.protection`,
    both with a reason; each former state is kept.
    """

    slug = models.SlugField(unique=True, help_text="Short stable name, such as human-rights-watch.")
    name = models.CharField(max_length=200, help_text="As readers know it.")
    kind = word_column(SourceKind)
    party = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="speakers",
        help_text="The party to the conflict it speaks for, if any.",
    )
    reliability = word_column(Reliability, default=Reliability.F)
    reliability_reason = models.TextField(
        blank=True, default="", help_text="Why it has this grade, in a sentence."
    )
    protection = word_column(Protection, default=Protection.PUBLIC)
    country = models.CharField(max_length=2, blank=True, default="", help_text="ISO 3166 code.")
    language = models.CharField(max_length=8, blank=True, default="", help_text="ISO 639 code.")
    url = models.URLField(max_length=2000, blank=True, default="")
    note = models.TextField(blank=True, default="")
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        permissions = [
            ("view_protected", "Can see who protected sources are, and closed rows"),
            ("change_protection", "Can raise and lower the protection of sources, reports, claims"),
        ]
        indexes = [
            models.Index(fields=["name", "slug"], name="source_by_name"),
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"),
                OpClass(Upper("slug"), name="gin_trgm_ops"),
                name="source_words",
            ),
        ]
        constraints = [
            word_check("source", "kind", SourceKind),
            word_check("source", "reliability", Reliability),
            word_check("source", "protection", Protection),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name

    @property
    def public_name(self) -> str:
        """Return the name that readers without special rights may see."""
        return self.name if self.protection == Protection.PUBLIC else PROTECTED
