"""Embedded servers live as long as some command uses them; the last one out stops them."""

import atexit
import fcntl
import os
import signal
import sys
from collections.abc import MutableMapping
from functools import partial
from typing import TextIO

from config.embedded import postgres, valkey
from config.embedded.programs import Programs
from config.embedded.state import State

SERVERS = (postgres, valkey)


def provide(environ: MutableMapping[str, str]) -> None:
    """Start the servers that the environment does not name, and name them there.

    Child processes inherit the names and so start nothing, nor do they count as users: whoever
    called this must outlive them.
    """
    wanted = [server for server in SERVERS if not environ.get(server.VARIABLE)]
    if not wanted:
        return
    state = State.of_checkout(environ)
    _join(state)
    with state.alone():
        programs = Programs.of(state)
        for server in wanted:
            environ[server.VARIABLE] = server.serve(state, programs)


def _join(state: State) -> None:
    """Count this process among the users; while a last user stops the servers, wait."""
    users = state.lock_file("users.lock")
    fcntl.flock(users, fcntl.LOCK_SH)
    atexit.register(partial(_leave, users, state, os.getpid()))


def _leave(users: TextIO, state: State, pid: int) -> None:
    if os.getpid() != pid:  # a fork inherited this handler, but the lock is its parent's
        return
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # an impatient second Ctrl-C must not leave a server
    with users:
        if _is_last(users):
            _stop(state)


def _is_last(users: TextIO) -> bool:
    # Of several that leave at once one succeeds: each gives up its shared lock before it asks.
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stop(state: State) -> None:
    programs = Programs.of(state)
    for server in SERVERS:
        if complaint := server.stop(state, programs):
            sys.stderr.write(f"{server.__name__} was not stopped: {complaint}\n")
