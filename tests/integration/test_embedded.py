"""The embedded servers for real, in folders of their own; the checkout's are never touched."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
import redis

from config.bootstrap import ROOT
from config.embedded import EmbeddedError, Programs, State, postgres, provide, state
from manage import environment_for, needs_servers

# A command that uses the servers until its input ends.
COMMAND = """
import json, os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever the tests themselves are started with
from config import bootstrap, embedded
bootstrap.leave_tidily_on_signals()
embedded.provide(os.environ)
print(json.dumps([os.environ["DATABASE_URL"], os.environ["REDIS_URL"]]), flush=True)
sys.stdin.read()
"""
FORKING_COMMAND = COMMAND.replace("print(", "os.fork() or sys.exit()\nos.wait()\nprint(")


class Command:
    """One running command and the addresses it was given."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout
        self.database, self.broker = json.loads(process.stdout.readline())

    def end(self) -> int:
        """Let it end of itself."""
        self.process.communicate()
        return self.process.returncode


def start(folder: Path, script: str = COMMAND) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment | {"CORROBORATE_STATE": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def command(folder: Path, script: str = COMMAND) -> Iterator[Command]:
    with start(folder, script) as process:
        yield Command(process)


@contextmanager
def temporary_state() -> Iterator[Path]:
    # Not pytest's tmp_path: the user `nobody` may not pass through it.
    folder = Path(tempfile.mkdtemp(prefix="corroborate-test-", dir="/var/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_state() as folder:
        yield folder


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """A state folder that already holds a cluster; its servers are down between tests."""
    with temporary_state() as folder:
        yield folder


def query(address: str, statement: str) -> list[Any]:
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def ping(address: str) -> bool:
    with closing(redis.Redis.from_url(address)) as client:
        return bool(client.ping())


def kill_servers(folder: Path, broker: str) -> None:
    with closing(redis.Redis.from_url(broker)) as client:
        os.kill(client.info("server")["process_id"], signal.SIGKILL)
    os.kill(int((folder / "postgres/data/postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def assert_stopped(folder: Path) -> None:
    assert not (folder / "postgres/data/postmaster.pid").exists()
    assert [*(folder / "run").iterdir()] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("migrate", True),
        ("demo --serve", True),
        ("test", True),
        ("", False),
        ("help migrate", False),
        ("--version", False),
        ("migrate --help", False),
        ("collectstatic --noinput", False),
    ],
)
def test_servers_are_for_the_commands_that_need_them(words: str, *, expected: bool) -> None:
    assert needs_servers(words.split()) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "runtime"),
        ("demo --json", "runtime"),
        ("help demo", "runtime"),
        ("test tests/unit", "test"),
        ("benchmark speed", "test"),
        ("help benchmark", "test"),
        ("read benchmark.txt", "runtime"),
    ],
)
def test_what_needs_the_tests_packages(words, expected):
    assert environment_for(words.split()) == expected


def test_both_servers_answer_at_the_addresses_given(used: Path) -> None:
    with command(used) as first:
        assert query(first.database, "SELECT current_database()") == [("corroborate",)]
        assert ping(first.broker)


def test_text_is_compared_in_any_script(used: Path) -> None:
    """Under the C locale the first gives no trigram and the second stays as it is."""
    with command(used) as first:
        query(first.database, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
        assert query(first.database, "SELECT cardinality(show_trgm('بغداد')) > 0") == [(True,)]
        assert query(first.database, "SELECT lower('ДОМ')") == [("дом",)]


def test_data_is_written_through_to_the_disk(used: Path) -> None:
    with command(used) as first:
        assert query(first.database, "SHOW fsync") == [("on",)]
        assert query(first.database, "SHOW data_checksums") == [("on",)]


def test_address_is_read_as_django_reads_it(used: Path) -> None:
    with command(used) as first:
        parsed = dj_database_url.parse(first.database)
    assert (parsed["NAME"], parsed["USER"], parsed["PORT"]) == ("corroborate", "postgres", 5432)
    assert parsed["OPTIONS"] == {"host": str(used / "run")}


def test_rows_and_messages_survive_the_servers_being_killed(used: Path) -> None:
    with command(used) as first, closing(redis.Redis.from_url(first.broker)) as client:
        query(first.database, "CREATE TABLE kept AS SELECT 42 AS n")
        client.set("kept", "42")
        kill_servers(used, first.broker)
        with command(used) as second:
            assert query(second.database, "SELECT n FROM kept") == [(42,)]
            assert client.get("kept") == b"42"


def test_last_user_stops_the_servers_and_no_earlier_one(used: Path) -> None:
    with command(used) as first, command(used) as second:
        assert second.end() == 0
        assert query(first.database, "SELECT 1") == [(1,)]
        assert ping(first.broker)
        assert first.end() == 0
        assert_stopped(used)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_servers_stop_when_the_last_user_is_told_to_end(used: Path, number: int) -> None:
    with command(used) as first:
        first.process.send_signal(number)
        first.process.wait()
        assert first.process.returncode == 128 + number
    assert_stopped(used)


def test_servers_of_a_killed_user_are_stopped_by_the_next(used: Path) -> None:
    with command(used) as first:
        first.process.kill()
        first.process.wait()
        assert query(first.database, "SELECT 1") == [(1,)]
    with command(used):
        pass
    assert_stopped(used)


def test_end_of_a_forked_child_stops_nothing(used: Path) -> None:
    with command(used, FORKING_COMMAND) as first:
        assert query(first.database, "SELECT 1") == [(1,)]
        assert ping(first.broker)


def test_racing_starters_all_succeed_from_nothing(folder: Path) -> None:
    starters = [start(folder) for _ in range(6)]
    for process in starters:
        with process:
            assert ping(Command(process).broker)
    assert [process.returncode for process in starters] == [0] * 6
    assert_stopped(folder)


def test_interrupted_initdb_is_begun_anew(folder: Path) -> None:
    half = State.at(folder).private("postgres") / "data-unfinished"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with command(folder) as first:
        assert query(first.database, "SELECT 1") == [(1,)]
    assert not half.exists()


def test_pid_file_that_names_another_program_does_not_block_the_start(used: Path) -> None:
    with command(used):
        pass
    account = State.at(used).account
    with subprocess.Popen(["sleep", "600"], user=account and account.pw_uid) as stranger:
        data = used / "postgres" / "data"
        (data / "postmaster.pid").write_text(f"{stranger.pid}\n{data}\n0\n5432\n\n\n\n")
        with command(used) as first:
            assert query(first.database, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
        stranger.kill()


def test_servers_named_by_the_environment_are_not_started(folder: Path) -> None:
    named = {"DATABASE_URL": "postgresql:///mine", "REDIS_URL": "redis://mine"}
    environment = named | {"CORROBORATE_STATE": str(folder)}
    provide(environment)
    assert environment.items() >= named.items()
    assert [*folder.iterdir()] == []


def test_only_the_server_that_is_not_named_is_started(folder: Path) -> None:
    script = COMMAND.replace(
        "embedded.provide", "os.environ['DATABASE_URL'] = 'mine'\nembedded.provide"
    )
    with command(folder, script) as first:
        assert first.database == "mine"
        assert ping(first.broker)
    assert not (folder / "postgres").exists()


def test_server_that_cannot_start_is_explained_by_its_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "PATIENCE_S", 0)
    place = State.at(folder)
    (place.private("postgres") / "data").mkdir()
    with pytest.raises(EmbeddedError, match=r"does not start(.|\n)*postgres/server\.log"):
        postgres.serve(place, Programs.of(place))


def test_folder_of_somebody_else_is_refused(folder: Path) -> None:
    somebodys = Path("/usr") if os.geteuid() else folder / "planted"
    if not os.geteuid():
        somebodys.mkdir()
        os.chown(somebodys, 12345, 12345)
    with pytest.raises(EmbeddedError, match="does not belong to the user"):
        State.at(somebodys)


def test_link_in_the_place_of_a_private_folder_is_refused(folder: Path) -> None:
    (folder / "postgres").symlink_to("/usr")
    with pytest.raises(EmbeddedError, match="does not belong to the user"):
        State.at(folder).private("postgres")


def test_private_folders_are_closed_to_other_users(folder: Path) -> None:
    place = State.at(folder)
    assert {path.stat().st_mode & 0o777 for path in [place.private("x"), place.sockets]} == {0o700}


def test_socket_of_a_long_path_gets_a_short_address(folder: Path) -> None:
    sockets = State.at(folder / ("a" * 90)).sockets
    assert len(str(sockets)) < 50
    assert sockets.stat().st_mode & 0o777 == 0o700
    sockets.rmdir()
