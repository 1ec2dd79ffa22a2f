#!/usr/bin/env python3
"""Django's entry; makes its own environment and starts the servers it lacks first."""

import os
import sys

NEED_NO_SERVER = (
    "help",
    "version",
    "makemessages",
    "collectstatic",
    "startapp",
    "startproject",
    "read",
)
# Settings ask for both addresses; a command without servers never uses them.
NOWHERE = {"DATABASE_URL": "postgresql:///?host=/not-started", "REDIS_URL": "unix:///not-started"}


def needs_servers(arguments: "list[str]") -> bool:
    """Tell by its words whether a command may want the database or the queue."""
    asks_for_help = {"-h", "--help", "--version"}.intersection(arguments)
    return bool(arguments) and not asks_for_help and arguments[0] not in NEED_NO_SERVER


def environment_for(arguments: "list[str]") -> str:
    """Tell by its words which packages a command wants; benchmarks use the tests' factories."""
    return "test" if {"test", "benchmark"}.intersection(arguments[:2]) else "runtime"


def run(arguments: "list[str]") -> int:
    """Run one command as Django would; `test` runs pytest."""
    from config import bootstrap

    tests = arguments[:1] == ["test"]
    bootstrap.leave_tidily_on_signals()
    try:
        bootstrap.enter(environment_for(arguments))
        if needs_servers(arguments):
            from config import embedded, env

            embedded.provide(os.environ)
            env.check()
    except bootstrap.SetupError as error:
        sys.exit(str(error))
    for name, value in {**NOWHERE, "DJANGO_SETTINGS_MODULE": "config.settings"}.items():
        os.environ.setdefault(name, value)
    if tests:
        import pytest

        os.chdir(bootstrap.ROOT)
        return pytest.main(shared_out(arguments[1:]))
    return run_django()


def shared_out(arguments: "list[str]") -> "list[str]":
    """Have the whole suite shared out among processes; tests that were chosen run in this one."""
    if any(not argument.startswith("-") for argument in arguments):
        return arguments
    processes = ["--numprocesses=logical", "--maxprocesses=4"]
    return [*processes, "--dist=loadfile", "--no-loadscope-reorder", *arguments]


def run_django() -> int:
    """Run Django's command; a database without tables gets a sentence."""
    from django.core.management import execute_from_command_line
    from django.db import ProgrammingError
    from psycopg.errors import UndefinedTable

    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # seen as it happens
    try:
        execute_from_command_line(sys.argv)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            raise
        sys.exit("The database lacks tables. Run: python3 manage.py migrate")
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get a sentence
        sys.exit(f"Corroborate needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
