"""Parties to the conflict."""

import pghistory
from django.db import models


@pghistory.track()
class Party(models.Model):
    """A party to the conflict: an army, a coalition, an armed group."""

    slug = models.SlugField(unique=True, help_text="Short stable name, such as us-led-coalition.")
    name = models.CharField(max_length=200, help_text="As the field writes it.")
    hostile_to = models.ManyToManyField(
        "self", blank=True, help_text="The parties it fights; it holds both ways."
    )
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        """Return its name."""
        return self.name
