"""The site with the bare pages, as a WSGI server finds it."""

from django.conf import settings

from config.wsgi import application

settings.ROOT_URLCONF = "tests.benchmarks.serving.bare_urls"

__all__ = ["application"]
