"""What the environment says, read once and with a sentence for every mistake."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from django.core.exceptions import ImproperlyConfigured

from config.bootstrap import SetupError


class EnvironmentProblem(ImproperlyConfigured, SetupError):
    """A variable is missing or wrong; the message says what to set."""


TRUE = {"1", "true", "yes", "on"}


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes/no variable."""
    return os.environ.get(name, str(default)).strip().lower() in TRUE


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole(name: str, default: int) -> int:
    """Return a whole number above 0."""
    given = os.environ.get(name, str(default)).strip()
    if not (given.isascii() and given.isdigit() and int(given)):
        raise EnvironmentProblem(f"{name} is {given!r}. Set it to a whole number above 0.")
    return int(given)


def database() -> dict[str, Any]:
    """Return Django's settings for DATABASE_URL."""
    address = os.environ.get("DATABASE_URL", "")
    mend = "Set it to postgresql://USER:PASSWORD@HOST:5432/NAME, or start through manage.py."
    if not address:
        raise EnvironmentProblem(f"DATABASE_URL is not set. {mend}")
    if not address.startswith(("postgresql://", "postgres://")):
        raise EnvironmentProblem(f"DATABASE_URL must start with postgresql://. {mend}")
    try:
        parsed: dict[str, Any] = {"OPTIONS": {}, **dj_database_url.parse(address)}
    except ValueError as error:
        raise EnvironmentProblem(f"DATABASE_URL cannot be read ({error}). {mend}") from error
    # A socket's folder comes as an option; only as HOST do Django's client commands see it too.
    parsed["HOST"] = parsed["OPTIONS"].pop("host", "") or parsed["HOST"]
    return parsed


def check() -> None:
    """Raise EnvironmentProblem with one sentence where an address is wrong or nobody answers.

    The broker is not asked: without it work is delayed, never refused.
    """
    broker()
    named = database()
    try:
        psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5).close()
    except psycopg.Error as error:
        where = f"{named['NAME']!r} at {named['HOST'] or 'the local socket'}"
        why = str(error).splitlines()[0]
        raise EnvironmentProblem(
            f"The database {where} cannot be used: {why}. Check DATABASE_URL, or unset it to use "
            "the embedded server."
        ) from error


def broker() -> str:
    """Return REDIS_URL in the form Celery reads (a unix socket has another scheme there)."""
    address = os.environ.get("REDIS_URL", "")
    if not address:
        raise EnvironmentProblem(
            "REDIS_URL is not set. Set it to redis://HOST:6379/0, or start through manage.py."
        )
    if not address.startswith(("redis://", "rediss://", "unix://")):
        raise EnvironmentProblem(
            "REDIS_URL must start with redis://, rediss:// or unix://, for example "
            "redis://localhost:6379/0."
        )
    return address.replace("unix://", "redis+socket://", 1)


def secret_key(state: Path) -> str:
    """Return SECRET_KEY, or one made for this checkout and kept out of the repository."""
    if "SECRET_KEY" in os.environ:
        return os.environ["SECRET_KEY"]
    if not flag("DEBUG", default=True):
        raise EnvironmentProblem("SECRET_KEY is not set, and DEBUG is off. Set a long random one.")
    path = state / "secret_key"
    if not path.exists():
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")
