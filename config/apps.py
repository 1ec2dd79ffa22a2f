"""Loads the Celery application with Django, so that every process can send hints."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Settings, servers and schedule."""

    name = "config"

    def ready(self) -> None:
        """Make the application the one that `current_app` finds."""
        from config import celery  # only now: it needs the settings

        celery.app.set_default()
