"""Places of the gazetteer."""

from collections.abc import Iterable
from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from casualties.core.gazetteer.cells import cell_of
from casualties.core.linking.folding import fold
from casualties.core.words import LocationPrecision
from sources.models.columns import globe_check, word_check, word_column


@pghistory.track(exclude=["folded", "cell"])
class Place(models.Model):
    """A place with its names in several scripts, its administrative codes and coordinates.

    A new one is entered at the desk or imported; an import changes only rows of its own key.
    """

    key = models.CharField(
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        help_text="Where it was imported from and its number there: geonames:99072. Empty: ours.",
    )
    name = models.CharField(max_length=200, help_text="The name the desk writes.")
    other_names = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        help_text="Other spellings and scripts.",
    )
    country = models.CharField(max_length=2, help_text="ISO 3166 code.")
    admin1 = models.CharField(max_length=20, blank=True, default="", help_text="Governorate code.")
    admin2 = models.CharField(max_length=20, blank=True, default="", help_text="District code.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    precision = word_column(LocationPrecision, default=LocationPrecision.UNKNOWN)
    folded = ArrayField(
        models.CharField(max_length=200),
        default=list,
        editable=False,
        help_text="Its names as they are looked up; follow the names.",
    )

    cell = models.BigIntegerField(
        null=True, editable=False, db_index=True, help_text="The H3 cell it lies in, 10 km wide."
    )

    class Meta:
        ordering = ["name"]
        indexes = [GinIndex(fields=["folded"], name="place_by_folded_name")]
        constraints = [
            word_check("place", "precision", LocationPrecision),
            globe_check("place"),
        ]

    def __str__(self) -> str:
        """Return its name and country."""
        return f"{self.name}, {self.country}"

    def save(self, *args: Any, **options: Any) -> None:
        """Keep what it is looked up by in step with its names and coordinates."""
        self.folded = folded_names([self.name, *self.other_names])
        self.cell = cell_of(self.latitude, self.longitude)
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "folded", "cell"}
        super().save(*args, **options)


def folded_names(names: Iterable[str]) -> list[str]:
    """Return the folded spellings of a place, each once, in order."""
    return sorted({folded for name in names if (folded := fold(name))})
