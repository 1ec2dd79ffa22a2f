"""The set-up is run for real: true virtual environments, the vendored pip, a wheel made here."""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import bootstrap
from config.bootstrap import Environment, SetupError, ensure


def make_wheel(folder: Path, version: str) -> str:
    """Make a package `tiny` and return its line in a lock."""
    wheel = folder / f"tiny-{version}-py3-none-any.whl"
    about = f"tiny-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny.py", f"VERSION = '{version}'\n")
        archive.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n"
        )
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"tiny @ {wheel.as_uri()} --hash=sha256:{digest}\n"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.delenv("CORROBORATE_VENV", raising=False)
    (tmp_path / "requirements.lock").write_text(make_wheel(tmp_path, "1.0"))
    (tmp_path / "requirements-test.lock").write_text(make_wheel(tmp_path, "1.0") + "# and more\n")
    return Environment.of_checkout(tmp_path)


def installed(environment: Environment) -> str:
    command = [environment.python, "-c", "import tiny; print(tiny.VERSION)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def pretend(environment: Environment, stamp: str) -> None:
    """Make what looks like an environment with this stamp."""
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    (environment.folder / bootstrap.STAMP).write_text(stamp)


@pytest.fixture
def starter(checkout: Environment) -> Iterator["subprocess.Popen[str]"]:
    """Start the set-up as a person would, in a process of its own."""
    shutil.copytree(bootstrap.ROOT / "config" / "vendor", checkout.root / "config" / "vendor")
    script = shutil.copy(bootstrap.__file__, checkout.root / "config")
    # Whoever runs the tests in the background hands SIGINT down ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        signal.signal(signal.SIGINT, before)
        yield process
        process.kill()


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stderr
    return process.stderr.readline()


def test_first_start_installs_the_lock_whatever_pip_is_told_elsewhere(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", str(checkout.root / "elsewhere"))
    assert ensure(checkout, "runtime")
    assert installed(checkout) == "1.0"
    assert checkout.is_ready("runtime")
    assert not checkout.is_ready("test")


def test_another_lock_is_installed_in_place(checkout: Environment) -> None:
    ensure(checkout, "runtime")
    kept = checkout.folder / "kept"
    kept.touch()
    checkout.lock("runtime").write_text(make_wheel(checkout.root, "2.0"))
    assert ensure(checkout, "runtime")
    assert installed(checkout) == "2.0"
    assert kept.exists()


def test_failed_set_up_says_why_and_is_begun_anew(
    checkout: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    good = checkout.lock("runtime").read_text()
    checkout.lock("runtime").write_text(good.split("sha256:")[0] + "sha256:" + "0" * 64)
    with pytest.raises(SetupError, match=r"pip could not install(.|\n)*ERROR:(.|\n)*setup\.log"):
        ensure(checkout, "runtime")
    assert checkout.found_stamp() == ""
    (checkout.folder / "half-installed").touch()
    checkout.lock("runtime").write_text(good)
    ensure(checkout, "runtime")
    assert installed(checkout) == "1.0"
    assert not (checkout.folder / "half-installed").exists()
    assert capsys.readouterr().out == ""


def test_unreachable_index_is_named_as_the_reason(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.lock("runtime").write_text(f"nowhere==1 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(SetupError, match="index cannot be reached"):
        ensure(checkout, "runtime")


@pytest.mark.parametrize(("present", "wanted"), [("runtime", "runtime"), ("test", "runtime")])
def test_nothing_is_done_where_the_stamp_satisfies(
    checkout: Environment, present: str, wanted: str
) -> None:
    pretend(checkout, checkout.stamp(present))
    assert not ensure(checkout, wanted)


@pytest.mark.parametrize("change", ["python", "place", "lock", "interpreter gone"])
def test_stamp_of_other_circumstances_does_not_satisfy(checkout: Environment, change: str) -> None:
    stamp = checkout.stamp("runtime")
    if change == "python":
        stamp = stamp.replace(sys.implementation.cache_tag or "", "cpython-27")
    if change == "place":
        stamp = stamp.replace(".venv", ".venv-that-was-moved")
    pretend(checkout, stamp)
    if change == "lock":
        checkout.lock("runtime").write_text("# another\n")
    if change == "interpreter gone":
        checkout.python.unlink()
    assert not checkout.is_ready("runtime")


def test_environment_whose_interpreter_fails_is_rebuilt(checkout: Environment) -> None:
    pretend(checkout, checkout.stamp("runtime"))
    checkout.python.unlink()
    checkout.python.symlink_to(shutil.which("false") or "")
    assert not checkout.is_repairable()
    checkout.lock("runtime").write_text(make_wheel(checkout.root, "3.0"))
    ensure(checkout, "runtime")
    assert installed(checkout) == "3.0"


def test_folder_that_is_not_ours_is_left_alone(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    precious = checkout.root / "home" / "letter"
    precious.parent.mkdir()
    precious.touch()
    monkeypatch.setenv("CORROBORATE_VENV", "home")
    with pytest.raises(SetupError, match="not made by Corroborate"):
        ensure(Environment.of_checkout(checkout.root), "runtime")
    assert [*precious.parent.iterdir()] == [precious]


def test_altered_pip_is_not_run(
    checkout: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    altered = tmp_path / "pip.whl"
    altered.write_bytes(bootstrap.PIP_WHEEL.read_bytes() + b"\0")
    monkeypatch.setattr(bootstrap, "PIP_WHEEL", altered)
    with pytest.raises(SetupError, match="is not the file it should be"):
        ensure(checkout, "runtime")


def test_second_starter_waits_for_the_first(
    checkout: Environment, request: pytest.FixtureRequest
) -> None:
    checkout.folder.mkdir()
    with (checkout.folder / bootstrap.STAMP).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        second = request.getfixturevalue("starter")
        assert "Waiting for another set-up" in first_line(second)
        assert not (checkout.folder / "pyvenv.cfg").exists()
    output, _ = second.communicate()
    assert (second.returncode, output) == (0, f"{checkout.python}\n")
    assert installed(checkout) == "1.0"


def test_killed_set_up_is_begun_anew(
    checkout: Environment, starter: "subprocess.Popen[str]"
) -> None:
    assert "Setting up" in first_line(starter)
    starter.kill()
    starter.wait()
    assert not checkout.is_ready("runtime")
    assert ensure(checkout, "runtime")  # waits for what the killed one had started
    assert installed(checkout) == "1.0"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_set_up_ends_cleanly(
    checkout: Environment, starter: "subprocess.Popen[str]", number: int, status: int
) -> None:
    assert "Setting up" in first_line(starter)
    starter.send_signal(number)
    output, errors = starter.communicate()
    assert (starter.returncode, output) == (status, "")
    assert "Traceback" not in errors
    assert checkout.found_stamp() == ""
