"""The demo: a database of its own, a story told over the API, and what came of it."""

from config.demonstration.story import Story, Telling

__all__ = ["Story", "Telling"]
