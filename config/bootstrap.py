"""Make the project's virtual environment with the standard library alone.

`manage.py` calls `enter`; `python3 config/bootstrap.py test` prepares the test environment and
prints the path of its Python. All that is said to people goes to stderr: stdout is the command's.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
PIP_WHEEL = ROOT / "config/vendor/pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
LOCKS = {"runtime": "requirements.lock", "test": "requirements-test.lock"}
# The test lock holds all of the runtime's packages.
SATISFIED_BY = {"runtime": ("runtime", "test"), "test": ("test",)}

STAMP = "corroborate-stamp"
REPORT_EVERY_S = 5.0
LIVE_WIDTH = 50  # each live line covers the one before it
PIP_OPTIONS = [
    "--require-hashes",
    "--no-deps",
    "--only-binary=:all:",
    "--no-input",
    "--disable-pip-version-check",
    "--progress-bar=off",
]
# Settings of pip that would send the packages somewhere else than into the environment.
DIVERTING = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
FETCHED = re.compile(r"^(Collecting|Processing|Ignoring|Requirement already satisfied)", re.M)
UNREACHABLE = re.compile(
    r"name resolution|nodename nor servname|NewConnectionError|unreachable|Max retries exceeded"
    r"|ConnectTimeout|Connection refused|ProxyError|Name or service not known"
)


class SetupError(Exception):
    """The project cannot run here yet; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A virtual environment and the checkout whose locks fill it."""

    root: Path
    folder: Path

    @classmethod
    def of_checkout(cls, root: Path = ROOT) -> "Environment":
        """Name the checkout's `.venv`, or the folder that CORROBORATE_VENV names."""
        named = os.environ.get("CORROBORATE_VENV")
        return cls(root=root, folder=(root / (named or ".venv")).resolve())

    @property
    def python(self) -> Path:
        """The interpreter that sees the installed packages."""
        return self.folder / "bin" / "python"

    @property
    def is_default(self) -> bool:
        """Whether it lies in the checkout, as its `.venv`."""
        return self.folder == (self.root / ".venv").resolve()

    @property
    def log(self) -> Path:
        """What pip said; beside the packages if the checkout may be read-only."""
        return self.root / ".local/log/setup.log" if self.is_default else self.folder / "setup.log"

    def lock(self, purpose: str) -> Path:
        """The file of exact versions and hashes."""
        return self.root / LOCKS[purpose]

    def identity(self) -> str:
        """What cannot change in place: scripts hold the folder's path, wheels fit one Python."""
        return f"{sys.implementation.cache_tag} {self.folder}\n"

    def stamp(self, purpose: str) -> str:
        """What the stamp says once everything for `purpose` is installed."""
        digest = hashlib.sha256(self.lock(purpose).read_bytes()).hexdigest()
        return f"{self.identity()}{purpose} {digest}\n"

    def found_stamp(self) -> str:
        """What the stamp says now; empty before and during a set-up."""
        with contextlib.suppress(OSError):
            return (self.folder / STAMP).read_text()
        return ""

    def is_ready(self, purpose: str) -> bool:
        """Whether there is nothing to do."""
        stamps = {self.stamp(name) for name in SATISFIED_BY[purpose]}
        return self.found_stamp() in stamps and os.access(self.python, os.X_OK)

    def is_ours(self) -> bool:
        """Whether the folder may be emptied: never one that merely happens to be named."""
        if (self.folder / STAMP).exists() or not any(self.folder.iterdir()):
            return True
        return self.is_default and (self.folder / "pyvenv.cfg").exists()

    def is_repairable(self) -> bool:
        """Whether packages may be changed in place; an unfinished set-up cannot be trusted."""
        return self.found_stamp().startswith(self.identity()) and _starts(self.python)


def ensure(environment: Environment, purpose: str) -> bool:
    """Install what `purpose` needs unless it is there; say whether anything was changed."""
    if environment.is_ready(purpose):
        return False
    try:
        with _alone(environment) as stamp:
            if not environment.is_ready(purpose):  # else another set-up has just finished
                _fill(environment, purpose, stamp)
    except OSError as error:
        raise SetupError(f"The virtual environment cannot be made: {error}") from error
    except KeyboardInterrupt:
        _say("\nSet-up interrupted; the next start begins it anew.")
        raise
    return True


def enter(purpose: str) -> None:
    """Return inside an environment ready for `purpose`; from outside, start over inside it."""
    environment = Environment.of_checkout()
    changed = ensure(environment, purpose)
    if not changed and Path(sys.prefix).resolve() == environment.folder:
        return
    # It would lead the interpreter back out of its environment, and this program round in circles.
    os.environ.pop("PYTHONHOME", None)
    try:
        os.execv(environment.python, [str(environment.python), *sys.orig_argv[1:]])  # noqa: S606
    except OSError as error:
        raise SetupError(f"{error}. Remove {environment.folder} and try again.") from error


def leave_tidily_on_signals() -> None:
    """Let `finally` blocks and exit handlers run when the process is asked to end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup's choice is kept
            signal.signal(number, lambda received, _frame: sys.exit(128 + received))


@contextlib.contextmanager
def _alone(environment: Environment) -> Iterator[TextIO]:
    """Hold the stamp, locked: of several starters one installs and the others wait."""
    environment.folder.mkdir(parents=True, exist_ok=True)
    if not environment.is_ours():
        raise SetupError(
            f"{environment.folder} is not empty and was not made by Corroborate, so it is left"
            " alone. Remove it, or name another folder in CORROBORATE_VENV."
        )
    with (environment.folder / STAMP).open("a+") as stamp:
        try:
            fcntl.flock(stamp, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say(f"Waiting for another set-up of {environment.folder} to finish.")
            fcntl.flock(stamp, fcntl.LOCK_EX)
        yield stamp


def _fill(environment: Environment, purpose: str, stamp: TextIO) -> None:
    repairable = environment.is_repairable()
    stamp.truncate(0)  # an empty stamp marks an unfinished set-up until the last line below
    if not repairable:
        _empty(environment.folder)
        _make(environment, stamp)
    _install(environment, purpose, stamp)
    stamp.write(environment.stamp(purpose))


def _empty(folder: Path) -> None:
    # The folder itself and its stamp stay: they carry the lock others are waiting for.
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != STAMP:
            entry.unlink()


def _make(environment: Environment, stamp: TextIO) -> None:
    # Without pip, because bare Debian has no ensurepip; from the base interpreter, because the
    # one that runs may live in the very folder that was just emptied.
    base = getattr(sys, "_base_executable", sys.executable)
    command = [base, "-I", "-m", "venv", "--without-pip", str(environment.folder)]
    held = [stamp.fileno()]
    done = subprocess.run(command, capture_output=True, text=True, pass_fds=held, check=False)  # noqa: S603
    if done.returncode:
        raise SetupError(f"Python cannot make a virtual environment.\n{_tail(done.stderr)}")


def _install(environment: Environment, purpose: str, stamp: TextIO) -> None:
    lock, log = environment.lock(purpose), environment.log
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603
            _pip_command(environment.python, lock),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_pip_environment(),
            start_new_session=True,  # Ctrl-C reaches this process, which then ends pip
            pass_fds=[stamp.fileno()],  # should we be killed, the lock lasts as long as pip
        )
        try:
            _watch(process, log, len(re.findall(r"^\w", lock.read_text(), re.M)))
        finally:
            _end(process)
    if process.returncode:
        raise _failure(log)


def _pip_command(python: Path, lock: Path) -> list[str]:
    if hashlib.sha256(PIP_WHEEL.read_bytes()).hexdigest() != PIP_SHA256:
        raise SetupError(f"{PIP_WHEEL} is not the file it should be. Restore it with git.")
    return [str(python), "-I", f"{PIP_WHEEL}/pip", "install", *PIP_OPTIONS, "-r", str(lock)]


def _pip_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in DIVERTING}
    return kept | {"PIP_USER": "0"}


def _watch(process: "subprocess.Popen[bytes]", log: Path, total: int) -> None:
    """Tell how far pip is until it ends."""
    started, live = time.monotonic(), sys.stderr.isatty()
    _say(f"Setting up (first run only): {total} packages ...")
    spoken = started
    while _runs(process, 0.2):
        now = time.monotonic()
        if live or now - spoken >= REPORT_EVERY_S:
            spoken = now
            line = f"  {_progress(log.read_text(errors='replace'), total)}, {now - started:.0f} s"
            _say(line.ljust(LIVE_WIDTH * live), end="\r" if live else "\n")
    end = "failed" if process.returncode else "ready"
    _say(f"  {end} after {time.monotonic() - started:.0f} s".ljust(LIVE_WIDTH * live))


def _progress(output: str, total: int) -> str:
    if "\nInstalling collected packages" in output:
        return f"installing {total} packages"
    return f"{len(FETCHED.findall(output))} of {total} packages fetched"


def _runs(process: "subprocess.Popen[bytes]", wait_s: float) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(wait_s)
    return process.returncode is None


def _end(process: "subprocess.Popen[bytes]") -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):  # the first lets pip tidy up
        if process.poll() is None:
            process.send_signal(number)
            _runs(process, 3.0)


def _failure(log: Path) -> SetupError:
    output = log.read_text(errors="replace")
    errors = "\n".join(line for line in output.splitlines() if line.startswith("ERROR:"))
    why = "pip could not install the packages."
    if UNREACHABLE.search(output):
        why = (
            "the package index cannot be reached. Is this machine connected? A proxy or a mirror"
            " is set in pip's own configuration (pip.conf or PIP_ variables)."
        )
    return SetupError(f"Setting up failed: {why}\n{_tail(errors or output)}\nAll of it: {log}")


def _tail(text: str, lines: int = 4) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines()[-lines:])


def _starts(python: Path) -> bool:
    try:
        done = subprocess.run([python, "-I", "-c", ""], capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def _say(line: str, end: str = "\n") -> None:
    sys.stderr.write(line + end)
    sys.stderr.flush()


def main(arguments: Sequence[str]) -> int:
    """Prepare an environment and print the path of its Python."""
    purpose = arguments[0] if arguments else "runtime"
    if purpose not in LOCKS:
        sys.exit(f"usage: bootstrap.py [{'|'.join(LOCKS)}]")
    environment = Environment.of_checkout()
    leave_tidily_on_signals()
    try:
        ensure(environment, purpose)
    except SetupError as error:
        sys.exit(str(error))
    sys.stdout.write(f"{environment.python}\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
