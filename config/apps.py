"""Our apps' wiring: the Celery application of every process, and the desk in the admin's place."""

import gc

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class WiringConfig(AppConfig):
    """Settings, servers and schedule."""

    name = "config"

    def ready(self) -> None:
        """Make the application the one that `current_app` finds, and hear of lock-outs."""
        from config import celery, lockout  # only now: they need the settings and the models

        celery.app.set_default()
        lockout.listen()
        # What is loaded by now stays: to look for garbage among it took a quarter of the linker's
        # time.
        gc.freeze()


class DeskConfig(admin.AdminConfig):
    """Django's admin, whose site asks for a second factor."""

    default = False
    default_site = "config.desk.DeskSite"
