"""Places of the gazetteer."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from casualties.core.words import LocationPrecision
from sources.models.columns import globe_check, word_check, word_column


@pghistory.track()
class Place(models.Model):
    """A place with its names in several scripts, its administrative codes and coordinates."""

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

    class Meta:
        ordering = ["name"]
        constraints = [
            word_check("place", "precision", LocationPrecision),
            globe_check("place"),
        ]

    def __str__(self) -> str:
        """Return its name and country."""
        return f"{self.name}, {self.country}"
