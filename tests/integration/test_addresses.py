"""What somebody reads who set DATABASE_URL or REDIS_URL wrongly: one sentence, what to set."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings

GOOD = os.environ["DATABASE_URL"]
BROKER = os.environ["REDIS_URL"]


@pytest.mark.parametrize(
    ("database", "broker", "said"),
    [
        ("garbage", BROKER, "DATABASE_URL must start with postgresql://"),
        ("mysql://a/b", BROKER, "DATABASE_URL must start with postgresql://"),
        ("postgresql://me:secret@127.0.0.1:1/none", BROKER, "'none' at 127.0.0.1 cannot be used"),
        (GOOD.rpartition("/")[0] + "/not_there_at_all", BROKER, "cannot be used"),
        (GOOD, "http://here", "REDIS_URL must start with redis://"),
    ],
)
def test_a_wrong_address_gets_one_sentence(database, broker, said):
    environ = {**os.environ, "DATABASE_URL": database, "REDIS_URL": broker}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=settings.BASE_DIR,
        env=environ,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_a_database_without_tables_gets_one_sentence():
    name = f"corroborate_empty_{os.getpid()}"
    with psycopg.connect(GOOD, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            address = urlunsplit(urlsplit(GOOD)._replace(path=f"/{name}"))
            done = subprocess.run(
                [sys.executable, "manage.py", "token", "x", "--scope", "review"],
                cwd=settings.BASE_DIR,
                env={**os.environ, "DATABASE_URL": address},
                capture_output=True,
                text=True,
            )
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert (done.returncode, done.stdout) == (1, "")
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr
