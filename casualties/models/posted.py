"""Requests already answered, so that a script may safely send one again."""

from django.db import models
from django.db.models.functions import Now


class PostedRequest(models.Model):
    """A request with an Idempotency-Key and the answer it got."""

    actor = models.CharField(max_length=160)
    key = models.CharField(max_length=200)
    body_digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="posted_request_once")]

    def __str__(self) -> str:
        """Return the key."""
        return self.key
