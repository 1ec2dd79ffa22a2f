"""Exports: the public files, built ahead, each set from one snapshot of the database.

A set is built beside the others and shows itself by one rename when it is whole: whatever ends the
build, what was there before is served on.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from casualties.actions import heartbeats
from casualties.core.exports import LAYOUTS, NOTES, WRITERS, ExportedRows, FileFormat
from casualties.errors import ExportUnderWay
from casualties.queries.export_rows import PublicRows, snapshot
from casualties.queries.snapshots import (
    MANIFEST,
    NAMED,
    Naming,
    Snapshot,
    acts_of_protection,
    exports_folder,
    served_snapshots,
    snapshots_on_disk,
)

File = tuple[ExportedRows, FileFormat]

FILES: tuple[File, ...] = tuple(
    (what, form) for what, layout in LAYOUTS.items() for form in layout.formats
)
"""Every file there is."""

_UNFINISHED = ".building-"


def build() -> Snapshot:
    """Build all files anew and serve them; remove the sets that are too old, or unfit by now.

    Raises ExportUnderWay where another process of this machine is at it.
    """
    folder = exports_folder()
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with _alone(folder), _workshop(folder) as made:
        manifest = _write_files(made, FILES)
        made = made.rename(folder / manifest["snapshot"])
        _settle(folder)
        _prune()
    seconds = round(time.monotonic() - started, 1)
    told = {"snapshot": made.name, "seconds": seconds, "files": len(FILES)}
    heartbeats.done("exports", told)
    return Snapshot(folder=made, manifest=manifest)


def renew() -> Snapshot | None:
    """Build where nothing may be served: at the beginning, or since a source was protected."""
    newest = next(iter(snapshots_on_disk()), None)
    if newest and newest.name in {found.name for found in served_snapshots()[:1]}:
        return None
    return build()


def write_to(folder: Path, wanted: Collection[File] = FILES) -> dict[str, Any]:
    """Write chosen files to a folder of one's own, the manifest last; return what it says.

    A file of the same name is replaced once the new one is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), _workshop(folder) as made:
        manifest = _write_files(made, wanted)
        for name in [*(told["name"] for told in manifest["files"]), MANIFEST]:
            (made / name).replace(folder / name)
        _settle(folder)
    return manifest


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Another export is being written to {folder}. Wait until it is done."
            raise ExportUnderWay(message) from error
        yield


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Give a folder to build in, clear of what a killed build left behind."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    made = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    made.chmod(0o755)  # another account may be the one that serves them
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)  # gone already where it was published


def _write_files(folder: Path, wanted: Collection[File]) -> dict[str, Any]:
    rows = PublicRows()
    with snapshot() as moment:
        files = [_write_file(folder, rows, file) for file in wanted]
        naming = Naming(sources=frozenset(rows.named), acts=acts_of_protection())
    manifest = {
        "snapshot": _name(moment),
        "taken_at": moment.isoformat(),
        "additive": False,
        "notes": NOTES,
        "files": files,
        "schemas": {
            what.value: [column.to_json() for column in LAYOUTS[what].columns]
            for what in ExportedRows
            if what in {one for one, _ in wanted}
        },
    }
    _write(folder / NAMED, [json.dumps(naming.to_json()).encode()])
    _write(folder / MANIFEST, [json.dumps(manifest, indent=1, ensure_ascii=False).encode()])
    return manifest


def _write_file(folder: Path, rows: PublicRows, file: File) -> dict[str, Any]:
    what, form = file
    counted = _Counted(rows.of(what))
    name = f"{what.value}.{form.value}"
    size, sha256 = _write(folder / name, WRITERS[form](LAYOUTS[what], counted))
    return {
        "name": name,
        "what": what.value,
        "format": form.value,
        "media_type": form.media_type,
        "rows": counted.count,
        "bytes": size,
        "sha256": sha256,
    }


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.count += 1
            yield row


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Write a file down to the disk; return its size in bytes and its sha256."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
        return file.tell(), digest.hexdigest()


def _name(moment: datetime) -> str:
    utc = moment.astimezone(UTC)
    return f"{utc:%Y%m%dT%H%M%S}.{utc.microsecond // 1000:03d}Z"


def _settle(folder: Path) -> None:
    """See to it that renames outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _prune() -> None:
    """Remove all but the newest sets, and any that may no longer be served."""
    kept = {found.name for found in served_snapshots()[: settings.EXPORTS_KEEP]}
    for found in snapshots_on_disk():
        if found.name not in kept:
            # Out of sight at once, then removed: nobody finds half a set.
            shutil.rmtree(found.folder.rename(found.folder.parent / f"{_UNFINISHED}{found.name}"))
