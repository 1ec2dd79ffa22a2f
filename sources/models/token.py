"""API tokens."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sources.core.types import Actor, ActorKind, TokenScope


class Token(models.Model):
    """A script's or partner's key to the API. Only a digest of the secret is kept."""

    name = models.CharField(max_length=100, unique=True, help_text="Who uses it, and for what.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    former_digest = models.CharField(
        max_length=64, blank=True, default="", editable=False, db_index=True
    )
    former_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when the secret before the last one works too."
    )
    scopes = ArrayField(
        models.CharField(max_length=24, choices=TokenScope.choices()), help_text=TokenScope.help()
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        """Return its name."""
        return self.name

    @property
    def actor(self) -> Actor:
        """Return the actor that decisions made with it are recorded under."""
        return Actor(ActorKind.TOKEN, self.name)
