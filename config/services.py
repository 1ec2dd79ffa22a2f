"""Web, worker and beat as processes of ours: started together, watched, stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from django.conf import settings

STOP_WITHIN = 10.0  # seconds a process has to finish what it does before it is killed
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class ServiceError(RuntimeError):
    """A process of ours did not start or died; the message says which and where its output is."""


class Service:
    """One process, with its output in a file of its own."""

    def __init__(
        self, name: str, command: list[str], environ: Mapping[str, str], folder: str
    ) -> None:
        self.name = name
        self.log = settings.STATE_DIR / "log" / folder / f"{name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(  # noqa: S603  (our own command lines)
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **environ},
                cwd=settings.BASE_DIR,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def check(self) -> None:
        """Raise ServiceError where the process has ended."""
        if self.process.poll() is not None:
            raise ServiceError(
                f"The {self.name} process ended with code {self.process.returncode}.\n"
                f"{last_lines(self.log)}\nIts output is in {self.log}."
            )

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask_to_stop(self) -> None:
        """Ask it to finish what it does and end; it tells its children itself."""
        self.process.terminate()

    def wait_or_kill(self, deadline: float) -> None:
        """Wait until the deadline (of `time.monotonic`), then end it."""
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.kill()


class Services:
    """The processes that make up a running Corroborate; leaving the block stops them.

    Examples
    --------
    ``with Services(port=8000) as services: services.wait_until_ready()``
    """

    def __init__(self, *, port: int, workers: int = 2, environ: Mapping[str, str] | None = None):
        self.port = port
        self.environ = dict(environ or {})
        self.commands = {
            "web": _web(port),
            "worker": _celery(
                "worker",
                f"--concurrency={workers}",
                "--without-gossip",
                "--without-mingle",
                "--loglevel=INFO",
            ),
            "beat": _celery("beat", "--pidfile=", "--loglevel=INFO"),
        }
        self.running: dict[str, Service] = {}

    @property
    def address(self) -> str:
        """Return where the web process answers."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Services":
        """Start everything; ServiceError where the port is taken."""
        _refuse_taken(self.port)
        for name in self.commands:
            self.start(name)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything, all at the same time."""
        deadline = time.monotonic() + STOP_WITHIN
        for service in self.running.values():
            service.ask_to_stop()
        for service in self.running.values():
            service.wait_or_kill(deadline)

    def start(self, name: str) -> Service:
        """Start one of the processes, again where it ran before."""
        web_only = {"DATABASE_POOL": "1"} if name == "web" else {}
        self.running[name] = Service(
            name, self.commands[name], {**self.environ, **web_only}, str(self.port)
        )
        return self.running[name]

    def check(self) -> None:
        """Raise ServiceError where one of them has ended."""
        for service in self.running.values():
            service.check()

    def wait_until_ready(self, within: float = 30.0) -> None:
        """Wait until the web process answers; ServiceError where it does not in time (seconds)."""
        deadline = time.monotonic() + within
        while not _answers(f"{self.address}/healthz"):
            self.check()
            if time.monotonic() > deadline:
                raise ServiceError(
                    f"The web process did not answer on port {self.port} within {within:.0f} s.\n"
                    f"{last_lines(self.running['web'].log)}"
                )
            time.sleep(0.1)

    def watch(self) -> None:
        """Stay until one of the processes ends or the user interrupts."""
        while True:
            self.check()
            time.sleep(1)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServiceError(f"Port {port} is taken; choose another with --port.") from error


def free_port() -> int:
    """Return a port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def last_lines(path: Path, count: int = 8) -> str:
    """Return the end of a log file, indented."""
    lines = path.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines)


def _web(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}"),
        *("--worker-class=gthread", "--workers=2", "--threads=4", "--graceful-timeout=5"),
        "--no-control-socket",
        "--preload",  # both workers share what one has imported: started sooner, and smaller
        "--limit-request-line=8190",  # a list of 100 codes fits
    ]


def _celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app=config.celery", *arguments]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  (our own)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end_with_parent() -> None:
    """On Linux, end when the thread that started us ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
