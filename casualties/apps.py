"""Names the app to Django."""

from django.apps import AppConfig


class CasualtiesConfig(AppConfig):
    """What is claimed, which incident it belongs to and what is estimated."""

    name = "casualties"
