"""The embedded Valkey, which stands in for Redis as the queue's broker."""

import fcntl
import socket
from pathlib import Path

from config.embedded.programs import Programs
from config.embedded.state import State, bring_up

VARIABLE = "REDIS_URL"
SOCKET = "valkey.sock"
SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "yes",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory-policy": "noeviction",
}


def serve(state: State, programs: Programs) -> str:
    """Have Valkey answer; return its address."""
    folder = state.private("valkey")
    bring_up(
        folder / "server.log",
        answers=lambda: _ask(state, b"PING").startswith(b"+PONG"),
        start=lambda: _start(state, programs, folder),
    )
    return f"unix://{state.sockets / SOCKET}"


def stop(state: State, _: Programs) -> str | None:
    """End it in good order; return its complaint if that fails."""
    answer = _ask(state, b"SHUTDOWN")  # it hangs up instead of answering
    return answer.decode(errors="replace") or None


def _ask(state: State, command: bytes) -> bytes:
    """Send one inline command; no answer is what a server that is down gives."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(state.sockets / SOCKET))
            connection.sendall(command + b"\r\n")
            return connection.recv(200)
    except OSError:
        return b""


def _start(state: State, programs: Programs, folder: Path) -> str | None:
    # The server inherits this lock for life. A second one would take over the socket and write
    # into the same files, so one that is still loading its data must be noticed.
    with (folder / "alive.lock").open("a") as alive:
        try:
            fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        options = _options(state.sockets / SOCKET, folder)
        return state.run(programs.valkey, *options, keep=[alive.fileno()])


def _options(address: Path, folder: Path) -> list[str]:
    places = {"unixsocket": address, "dir": folder, "logfile": folder / "server.log"}
    settings = SETTINGS | {name: str(path) for name, path in places.items()}
    return [part for name, value in settings.items() for part in (f"--{name}", value)]
