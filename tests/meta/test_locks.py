"""What the locks promise: exact versions, a hash for each file, and no word of where from."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from config import bootstrap

ROOT = bootstrap.ROOT
LOCKS = [ROOT / name for name in bootstrap.LOCKS.values()]
PIN = re.compile(
    r"([a-z0-9][a-z0-9.-]*)==[\w.]+( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def pinned(lock: Path) -> set[str]:
    return {match[1] for match in PIN.finditer(lock.read_text())}


def declared(extra: str | None = None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[\[<>=~! ;]", requirement)[0].lower() for requirement in wanted}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_is_hashed_pins_and_nothing_else(lock: Path) -> None:
    """So no address of an index either: a lock works with whichever index pip is set up for."""
    assert PIN.sub("", lock.read_text()) == ""


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_holds_every_runtime_dependency(lock: Path) -> None:
    assert declared() <= pinned(lock)


def test_test_lock_holds_the_tools_and_the_whole_runtime() -> None:
    runtime, test = LOCKS
    assert declared("test") <= pinned(test)
    lines = {match[0] for match in PIN.finditer(runtime.read_text())}
    assert lines <= {match[0] for match in PIN.finditer(test.read_text())}


def test_every_dependency_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    names = declared() | declared("test")
    rows = [line for line in lines if re.match(r'    "[a-z]', line) and named(line) in names]
    assert {named(row) for row in rows} == names
    assert [row for row in rows if not re.search(r'",\s+# \w+', row)] == []


def named(line: str) -> str:
    return re.split(r"[\[<>=~! ;\"]", line.strip().strip('"'))[0].lower()


def test_vendored_pip_is_the_pinned_one() -> None:
    wheels = [*(ROOT / "config" / "vendor").glob("pip-*.whl")]
    assert wheels == [bootstrap.PIP_WHEEL]
    assert hashlib.sha256(wheels[0].read_bytes()).hexdigest() == bootstrap.PIP_SHA256
