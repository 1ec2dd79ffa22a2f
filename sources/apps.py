"""Names the app to Django."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Who said it and where it was published."""

    name = "sources"
