"""Where the embedded servers keep their things, and as whom they run."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from config.bootstrap import ROOT, SetupError

PATIENCE_S = 10.0
# A unix socket's address holds 104 bytes on macOS, 108 on Linux.
LONGEST_SOCKET = 100
LONGEST_NAME = len("/.s.PGSQL.5432")
# Fixed, not tempfile's: two shells with different TMPDIR must find the same servers.
LASTING_TEMPORARY = Path("/var/tmp")  # noqa: S108 - every folder in it is checked for its owner
SHORT_TEMPORARY = Path("/tmp")  # noqa: S108 - the same


class EmbeddedError(SetupError):
    """An embedded server cannot be provided; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One folder of data, logs and locks; `account` is whom root lets the servers run as."""

    folder: Path
    account: pwd.struct_passwd | None

    @classmethod
    def of_checkout(cls, environ: Mapping[str, str]) -> "State":
        """Choose the folder: CORROBORATE_STATE, else the checkout's own, else (root) /var/tmp."""
        if named := environ.get("CORROBORATE_STATE"):
            return cls.at((ROOT / named).resolve())
        if os.geteuid():
            return cls.at((ROOT / ".local").resolve())
        # PostgreSQL refuses to run as root, and nobody may not enter root's home.
        return cls.at(LASTING_TEMPORARY / f"corroborate-{_digest(ROOT)}")

    @classmethod
    def at(cls, folder: Path) -> "State":
        """Take a folder, made if it is not there."""
        account = None if os.geteuid() else _nobody()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_strangers(folder, {os.geteuid()})
        if account:  # it passes through to its own folders, each of them closed to others
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o011)
        return cls(folder=folder, account=account)

    def private(self, name: str) -> Path:
        """Make a folder that only the servers' account (and root) can enter."""
        return self._take(self.folder / name)

    @property
    def sockets(self) -> Path:
        """The folder of the sockets, elsewhere if its path would be too long for an address."""
        if len(os.fsencode(self.folder / "run")) + LONGEST_NAME < LONGEST_SOCKET:
            return self.private("run")
        return self._take(SHORT_TEMPORARY / f"corroborate-{_digest(self.folder)}")

    def _take(self, folder: Path) -> Path:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        _refuse_strangers(folder, {os.geteuid(), self.account.pw_uid if self.account else -1})
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        return folder

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Let one process at a time look for servers and start them."""
        with self.lock_file("start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def lock_file(self, name: str) -> TextIO:
        """Open a file that processes lock to wait for one another."""
        path = self.folder / name
        path.touch(mode=0o600)  # whoever can open a lock can hold it for ever
        return path.open("a")

    def run(self, *command: str | Path, keep: Sequence[int] = ()) -> str | None:
        """Run a program as the servers' account; return what it complained of if it failed."""
        try:
            done = subprocess.run(  # noqa: S603
                command,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C"},  # PG* variables are for clients
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                umask=0o077,
                start_new_session=True,  # Ctrl-C is for the command, not for its servers
                pass_fds=keep,
                user=self.account and self.account.pw_uid,
                group=self.account and self.account.pw_gid,
                extra_groups=[] if self.account else None,
                check=False,
            )
        except OSError as error:
            raise EmbeddedError(f"{command[0]} does not start: {error}") from error
        return (done.stderr or done.stdout).strip() or "no message" if done.returncode else None


def bring_up(log: Path, answers: Callable[[], bool], start: Callable[[], str | None]) -> None:
    """Start a server until it answers.

    One that was killed leaves traces that make the first attempts fail, so attempts are repeated.
    """
    deadline, expired, complaint = time.monotonic() + PATIENCE_S, False, None
    while not answers():
        if expired:
            raise EmbeddedError(_explanation(log, complaint))
        complaint = start()
        time.sleep(0.02)
        expired = time.monotonic() > deadline


def _explanation(log: Path, complaint: str | None, count: int = 5) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    end = "\n".join(f"    {line}" for line in lines[-count:])
    return f"An embedded server does not start. {complaint or ''}\nThe end of {log}:\n{end}"


def _refuse_strangers(folder: Path, owners: set[int]) -> None:
    """Raise if somebody else has put the folder there, or a link in its place."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
        raise EmbeddedError(
            f"{folder} does not belong to the user who runs this. Name another folder in"
            " CORROBORATE_STATE, or remove it if nobody needs the data in it."
        )


def _nobody() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError as error:
        raise EmbeddedError("There is no user 'nobody' to run PostgreSQL as.") from error


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
