"""A set of files is one moment, is whole or not there, and names nobody who is protected by now."""

import hashlib
import json
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from casualties.actions import exports, staleness
from casualties.core.exports import LAYOUTS, ExportedRows
from casualties.models import Claim, Heartbeat
from casualties.queries import export_rows
from casualties.queries.snapshots import LATEST, served_snapshot, served_snapshots
from sources.actions.protection import protect
from sources.core.types import Protection
from sources.models import Source
from tests.factories import rows
from tests.factories.database import database_address, other_sessions

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dawassa():
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    staleness.drain()
    return incident


def one_more() -> None:
    """Report another incident, claim and range."""
    rows.on_file(70, claimant="reuters", incident=rows.an_incident(title="Another").code)
    staleness.drain()


def test_complaint_12_files_built_while_others_write_are_one_snapshot(dawassa, monkeypatch):
    """Between the incidents' file and the others', somebody commits one more of each."""
    write_file = exports._write_file

    def slowly(folder, public, file):
        told = write_file(folder, public, file)
        if told["name"] == "incidents.csv":
            with other_sessions() as beside:
                beside(one_more).result()
        return told

    monkeypatch.setattr(exports, "_write_file", slowly)
    built = exports.build()
    assert {told["rows"] for told in built.manifest["files"]} == {1}
    monkeypatch.undo()
    assert {told["rows"] for told in exports.build().manifest["files"]} == {2}


def test_a_snapshot_refuses_to_write():
    with pytest.raises(Exception, match="read-only"), export_rows.snapshot():
        rows.a_source("yaqein")


def test_the_manifest_tells_what_each_file_is(dawassa):
    built = exports.build()
    assert [told["name"] for told in built.manifest["files"]] == [
        *("incidents.csv", "incidents.geojson", "incidents.jsonl"),
        *("claims.csv", "claims.geojson", "claims.jsonl"),
        *("estimates.csv", "estimates.jsonl"),
    ]
    for told in built.manifest["files"]:
        content = (built.folder / told["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == told["sha256"]
        assert len(content) == told["bytes"]
    assert (
        json.loads((built.folder / "manifest.json").read_text())["files"] == built.manifest["files"]
    )
    assert built.manifest["additive"] is False
    assert "Never add up" in built.manifest["notes"][0]


def test_the_schema_tells_every_column(dawassa):
    told = exports.build().manifest["schemas"]
    for what in ExportedRows:
        assert [column["name"] for column in told[what]] == [
            column.name for column in LAYOUTS[what].columns
        ]
        assert all(column.keys() == {"name", "type", "meaning", "hxl"} for column in told[what])


def test_complaint_14_a_build_that_fails_leaves_what_is_served(dawassa, monkeypatch):
    before = exports.build().name
    monkeypatch.setitem(exports.WRITERS, next(iter(exports.WRITERS)), broken)
    with pytest.raises(OSError, match="disk"):
        exports.build()
    assert served_snapshot(LATEST).name == before
    assert [path.name for path in exports.exports_folder().iterdir() if path.is_dir()] == [before]


def broken(layout, written):
    yield b"half a line"
    raise OSError("The disk is full.")


KILLED = """
import time
from casualties.actions import exports
def half(layout, rows):
    yield b"half a line"
    print("half-way", flush=True)
    time.sleep(60)
exports.WRITERS[exports.FILES[-1][1]] = half
exports.build()
"""


def test_complaint_14_a_build_killed_half_way_leaves_what_is_served(dawassa, settings):
    before = exports.build()
    killed_half_way(settings.EXPORTS_DIR)
    assert len(list(exports.exports_folder().glob(".building-*"))) == 1
    assert served_snapshot(LATEST).name == before.name
    assert [found.name for found in served_snapshots()] == [before.name]
    after = exports.build()
    assert not list(exports.exports_folder().glob(".building-*"))
    assert [found.name for found in served_snapshots()] == [after.name, before.name]


def killed_half_way(folder) -> None:
    """Build in a process of its own, and kill it once it has written a part."""
    environ = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "EXPORTS_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    begin = "import django; django.setup()\n"
    with subprocess.Popen(
        [sys.executable, "-c", begin + KILLED],
        stdout=subprocess.PIPE,
        env=environ,
        cwd=django_settings.BASE_DIR,
    ) as process:
        assert process.stdout.readline() == b"half-way\n"
        os.kill(process.pid, signal.SIGKILL)


def test_two_builds_at_once_do_not_mix(dawassa):
    folder = exports.exports_folder()
    folder.mkdir(parents=True)
    with exports._alone(folder), pytest.raises(CommandError, match="Wait until it is done"):
        call_command("export")


def test_the_newest_are_kept(dawassa, settings):
    settings.EXPORTS_KEEP = 2
    names = [exports.build().name for _ in range(3)]
    assert [found.name for found in served_snapshots()] == [names[2], names[1]]


def test_what_names_a_source_that_is_protected_since_is_served_no_more(dawassa):
    built = exports.build()
    Source.objects.filter(slug="yaqein").update(protection=Protection.IDENTITY)
    assert served_snapshots() == []
    assert served_snapshot(LATEST) is None
    assert served_snapshot(built.name) is None
    staleness.drain()
    renewed = exports.renew()
    assert [found.name for found in served_snapshots()] == [renewed.name]
    assert not built.folder.exists()
    assert "yaqein" not in (renewed.folder / "claims.csv").read_text()


@pytest.mark.parametrize("what", ["report", "claim"])
def test_what_may_hold_a_report_or_claim_protected_since_is_served_no_more(dawassa, what):
    built = exports.build()
    claim = Claim.objects.get(claimant__slug="yaqein")
    row = claim if what == "claim" else claim.report
    protect(
        row=row, subject=row.key, protection=Protection.CLOSED, reason="Danger.", by=rows.EDITOR
    )
    assert served_snapshots() == []
    assert served_snapshot(built.name) is None
    staleness.drain()
    renewed = exports.renew()
    assert served_snapshot(LATEST).name == renewed.name
    assert claim.key not in (renewed.folder / "claims.csv").read_text()


def test_a_protection_of_somebody_not_named_leaves_the_files(dawassa):
    rows.a_source("reuters")
    built = exports.build()
    Source.objects.filter(slug="reuters").update(protection=Protection.CLOSED)
    assert exports.renew() is None
    assert served_snapshot(LATEST).name == built.name


def test_what_is_served_is_built_where_there_is_nothing_yet():
    assert served_snapshot(LATEST) is None
    assert exports.renew().name == served_snapshot(LATEST).name
    assert exports.renew() is None


def test_a_build_leaves_a_sign_of_life(dawassa):
    built = exports.build()
    assert Heartbeat.objects.get(name="exports").detail["snapshot"] == built.name


def test_the_command_writes_chosen_files_to_a_folder(dawassa, tmp_path, capsys):
    call_command("export", "--out", str(tmp_path / "mine"), "--what", "claims", "--format", "csv")
    found = {path.name for path in (tmp_path / "mine").iterdir() if not path.name.startswith(".")}
    assert found == {"claims.csv", "manifest.json"}
    assert "1 rows" in capsys.readouterr().out
    assert served_snapshots() == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--what", "claims"], "always whole"),
        (
            ["--out", "mine", "--what", "estimates", "--format", "geojson"],
            "no place of their own",
        ),
    ],
)
def test_the_command_says_what_cannot_be_had(given, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=told):
        call_command("export", *given)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="file"):
        call_command("export", "--out", str(tmp_path / "file"))
