"""PostgreSQL and Valkey for a machine that has neither, alive while a command needs them."""

from config.embedded.lifetime import provide
from config.embedded.programs import Programs
from config.embedded.state import EmbeddedError, State

__all__ = ["EmbeddedError", "Programs", "State", "provide"]
