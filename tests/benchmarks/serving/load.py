"""Requests to a server on this machine: as many as it takes, or so many a second."""

import http.client
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from config.services import ServiceError

Headers = Mapping[str, str]


class Line:
    """One connection that is kept open; bounded in time, and to this machine alone."""

    def __init__(self, address: str, headers: Headers) -> None:
        place = urlsplit(address)
        if place.hostname != "127.0.0.1":
            raise ServiceError("Load is for a server on this machine alone.")
        self.connection = http.client.HTTPConnection("127.0.0.1", place.port or 80, timeout=30)
        self.headers = dict(headers)

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None) -> bytes:
        """Return the answer; ServiceError where it is none of the good ones."""
        try:
            self.connection.request(method, path, body, self.headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.connection.close()  # kept open for too long: the server let go of it
            self.connection.request(method, path, body, self.headers)
            answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise ServiceError(f"{method} {path} answered {answer.status}: {content[:300]!r}")
        return content


def rate(address: str, path: str, headers: Headers, *, seconds: float, clients: int = 4) -> float:
    """Return the answers a second that so many clients get, each asking as soon as it was told."""
    until = time.monotonic() + seconds
    counts = [0] * clients

    def ask(number: int) -> None:
        line = Line(address, headers)
        while time.monotonic() < until:
            line.ask(path)
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=[number]) for number in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)


def offered(
    address: str,
    headers: Headers,
    asked: Callable[[int], tuple[str, str, bytes | None]],
    *,
    per_second: float,
    seconds: float,
) -> list[float]:
    """Return the seconds each of so many requests a second took, from when it was due.

    Whoever waits for a server that is slow waits in these figures too.
    """
    lines = threading.local()
    started = time.monotonic() + 0.1

    def ask(number: int) -> float:
        due = started + number / per_second
        time.sleep(max(0.0, due - time.monotonic()))
        if not hasattr(lines, "line"):
            lines.line = Line(address, headers)
        method, path, body = asked(number)
        lines.line.ask(path, method=method, body=body)
        return time.monotonic() - due

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(ask, range(int(per_second * seconds))))
