"""What followers get of the feed of changes."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from casualties.api.fields import WordField
from casualties.core.words import ChangeKind, Resource
from casualties.queries import ChangeReading


class ChangeSerializer(serializers.Serializer[Any]):
    """That a row changed, or that it has gone."""

    seq = serializers.IntegerField(help_text="Its place. A later change moves the row on.")
    at = serializers.DateTimeField()
    resource = WordField(Resource)
    key = serializers.CharField(help_text="Its code, key or slug.")
    change = WordField(ChangeKind)
    merged_into = serializers.CharField(allow_null=True, help_text="The incident it is part of.")
    reason = serializers.CharField(
        allow_null=True, help_text="In an analyst's words, for readers who may see drafts."
    )
    url = serializers.SerializerMethodField(
        allow_null=True, help_text="Where to read it; null where it has gone."
    )

    def get_url(self, reading: ChangeReading) -> str | None:
        """Return its address."""
        if not reading.readable:
            return None
        return reverse(f"api:{reading.resource}", args=reading.key.split("/"))
