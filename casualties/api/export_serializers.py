"""What readers get of exports: which sets of files there are, and what each file holds."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from casualties.api.fields import WordField
from casualties.core.exports import ColumnType, ExportedRows, FileFormat


class ExportFileSerializer(serializers.Serializer[Any]):
    """A file of a set."""

    name = serializers.CharField()
    what = WordField(ExportedRows)
    format = WordField(FileFormat)
    media_type = serializers.CharField()
    rows = serializers.IntegerField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="To check a copy by; also its ETag.")
    url = serializers.CharField()


class ColumnSerializer(serializers.Serializer[Any]):
    """A column of a table; in JSON Lines and GeoJSON a member of each object."""

    name = serializers.CharField()
    type = WordField(ColumnType)
    meaning = serializers.CharField()
    hxl = serializers.CharField(help_text="Its tag in the row under the header of a CSV file.")


class ExportRowSerializer(serializers.Serializer[Any]):
    """A set of public files, all of one moment."""

    snapshot = serializers.CharField(help_text="Its name: the moment it was taken at, UTC.")
    taken_at = serializers.DateTimeField()
    additive = serializers.BooleanField(help_text="False: no column of figures may be added up.")
    notes = serializers.ListField(
        child=serializers.CharField(), help_text="Read them before using the figures."
    )
    files = ExportFileSerializer(many=True)
    url = serializers.CharField()


class ExportSerializer(ExportRowSerializer):
    """A set of public files with the columns of each."""

    schemas = serializers.DictField(
        child=ColumnSerializer(many=True), help_text="Columns by what the rows are."
    )


def export_row(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return what a list shows of a set of files."""
    name = manifest["snapshot"]
    shown = {field: manifest[field] for field in ("snapshot", "taken_at", "additive", "notes")}
    files = [
        {**told, "url": reverse("api:export-file", args=[name, told["name"]])}
        for told in manifest["files"]
    ]
    return {**shown, "files": files, "url": reverse("api:export", args=[name])}
