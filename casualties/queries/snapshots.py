"""The exports on disk: which snapshots are whole, and which of them may be served."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from sources.core.types import Protection
from sources.models import AuditEvent, Source

MANIFEST = "manifest.json"
NAMED = "named.json"
"""What the files may be served by, as `Naming`; never served itself."""

LATEST = "latest"
_NAME = re.compile(r"\d{8}T\d{6}\.\d{3}Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One export: its folder, and what its manifest says of it."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return the moment it was taken at, which is its name."""
        return self.folder.name

    def file(self, name: str) -> Mapping[str, Any] | None:
        """Return what is told of one of its files."""
        return next((told for told in self.manifest["files"] if told["name"] == name), None)

    def naming(self) -> "Naming":
        """Return whom its files name."""
        return Naming.of_json(json.loads((self.folder / NAMED).read_text()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Whom files name: the ids of their sources, and how often protection had changed by then.

    The number is of acts on reports and claims, as the files' own snapshot of the database saw
    it. Whatever is committed later changes it, in whatever order clocks put the two.
    """

    sources: frozenset[int]
    acts: int

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Naming":
        """Read what `to_json` wrote."""
        return cls(sources=frozenset(told["sources"]), acts=told["acts"])

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept beside the files."""
        return {"sources": sorted(self.sources), "acts": self.acts}

    def is_harmless(self, protected: Collection[int], acts: int) -> bool:
        """Return whether no source it names is protected now, and no such act came since."""
        return self.acts == acts and self.sources.isdisjoint(protected)


def exports_folder() -> Path:
    """Return where the exports of this database are kept: each database has a folder of its own."""
    return Path(settings.EXPORTS_DIR) / str(connection.settings_dict["NAME"])


def snapshots_on_disk() -> list[Snapshot]:
    """Return all whole snapshots, the newest first."""
    folder = exports_folder()
    names = [path for path in folder.glob("*Z") if _NAME.fullmatch(path.name)]
    return [found for path in sorted(names, reverse=True) if (found := _read(path))]


def served_snapshots() -> list[Snapshot]:
    """Return the snapshots that may be served, the newest first.

    One that names a source which is protected by now may not: it was public when it was taken.
    Nor may one after which a report or claim was protected: it may be in the files.
    """
    now = _protected(), acts_of_protection()
    return [found for found in snapshots_on_disk() if found.naming().is_harmless(*now)]


def served_snapshot(name: str) -> Snapshot | None:
    """Return the snapshot of this name, or the newest where ``latest`` is asked for."""
    if name == LATEST:
        return next(iter(served_snapshots()), None)
    found = _read(exports_folder() / name) if _NAME.fullmatch(name) else None
    now = _protected(), acts_of_protection()
    return found if found and found.naming().is_harmless(*now) else None


def acts_of_protection() -> int:
    """Return how often the protection of a report or claim was raised or lowered."""
    return AuditEvent.objects.filter(verb__in=("report.protect", "claim.protect")).count()


def _protected() -> set[int]:
    rows = Source.objects.exclude(protection=Protection.PUBLIC)
    return set(rows.values_list("pk", flat=True))


def _read(folder: Path) -> Snapshot | None:
    """Return a snapshot; None where it was pruned at this moment."""
    try:
        return Snapshot(folder=folder, manifest=json.loads((folder / MANIFEST).read_text()))
    except FileNotFoundError:
        return None
