"""Names the app to Django."""

from importlib import import_module

from django.apps import AppConfig


class CasualtiesConfig(AppConfig):
    """What is claimed, which incident it belongs to and what is estimated."""

    name = "casualties"

    def ready(self) -> None:
        """Have the rules of who may see what in place, whichever page asks first."""
        import_module("casualties.visibility")
