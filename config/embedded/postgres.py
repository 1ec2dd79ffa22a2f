"""The embedded PostgreSQL."""

import contextlib
import shlex
import shutil
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.embedded.programs import Programs
from config.embedded.state import EmbeddedError, State, bring_up

VARIABLE = "DATABASE_URL"
NAME = "corroborate"
# The builtin provider: under the C locale pg_trgm finds nothing in Arabic, lower() in Cyrillic.
LOCALE = ["--locale-provider=builtin", "--locale=C.UTF-8"]
CLUSTER = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "-k", *LOCALE]
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",  # else PGPORT would decide
    "shared_buffers": "128MB",
    "dynamic_shared_memory_type": "mmap",  # containers give /dev/shm 64 MB
    "jit": "off",  # costs more than it saves on queries as short as ours
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def serve(state: State, programs: Programs) -> str:
    """Have PostgreSQL answer and hold our database; return the database's address."""
    folder = state.private("postgres")
    if not (folder / "data").exists():
        _initialise(state, programs, folder)
    bring_up(
        folder / "server.log",
        answers=lambda: _answers(state),
        start=lambda: _start(state, programs, folder),
    )
    return f"postgresql://postgres@:5432/{NAME}?host={quote(str(state.sockets), safe='')}"


def stop(state: State, programs: Programs) -> str | None:
    """End it in good order; return its complaint if that fails."""
    data = state.folder / "postgres" / "data"
    if not (data / "postmaster.pid").exists():
        return None
    return state.run(programs.postgres / "pg_ctl", "stop", "-D", data, "-m", "fast", "-t", "30")


def _answers(state: State) -> bool:
    try:
        with contextlib.closing(_connect(state)) as connection:
            _ensure_database(connection)
    except psycopg.OperationalError:
        return False
    return True


def _connect(state: State) -> psycopg.Connection:
    return psycopg.connect(
        host=str(state.sockets),
        port=5432,
        user="postgres",
        dbname="postgres",
        connect_timeout=5,
        autocommit=True,
    )


def _ensure_database(connection: psycopg.Connection) -> None:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
    if not found.fetchone():
        connection.execute(f"CREATE DATABASE {NAME}")


def _initialise(state: State, programs: Programs, folder: Path) -> None:
    # Under another name until it is whole: an interrupted initdb leaves half a cluster.
    unfinished = folder / "data-unfinished"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    if complaint := state.run(programs.postgres / "initdb", "-D", unfinished, *CLUSTER):
        raise EmbeddedError(f"PostgreSQL's initdb failed: {complaint}")
    unfinished.rename(folder / "data")


def _start(state: State, programs: Programs, folder: Path) -> str | None:
    data = folder / "data"
    _forget_stranger(data, state.sockets)
    settings = SETTINGS | {"unix_socket_directories": str(state.sockets)}
    options = shlex.join(f"--{name}={value}" for name, value in settings.items())
    log = folder / "server.log"
    return state.run(programs.postgres / "pg_ctl", "start", "-D", data, "-l", log, "-o", options)


def _forget_stranger(data: Path, sockets: Path) -> None:
    """Drop the pid files of a killed server whose number now belongs to another program.

    That happens after a reboot and in every restarted container, and PostgreSQL would refuse to
    start until the other program ends. A second server on the same data is still impossible: the
    shared memory of a living one refuses it.
    """
    with contextlib.suppress(FileNotFoundError, ValueError):
        pid = int((data / "postmaster.pid").read_text().split("\n")[0])
        if str(data).encode() not in Path(f"/proc/{pid}/cmdline").read_bytes():
            (data / "postmaster.pid").unlink()
            (sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
