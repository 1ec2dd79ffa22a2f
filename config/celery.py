"""The Celery application. PostgreSQL is the queue; messages are hints, so none is worth keeping."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

from config.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A worker has a process a core already: threads of the linear algebra would only fight over them
# (the first batch of 200 took 7 s instead of 2 with two processes on two cores).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = Celery("corroborate")


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Let Django's LOGGING stand: by connecting here Celery installs none of its own."""


# Where a request waits for the broker it must give up fast; a worker may wait for ever.
IMPATIENT = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
}

app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_transport_options=IMPATIENT,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_default_queue=settings.CELERY_QUEUE,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_soft_shutdown_timeout=5,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    timezone="UTC",
    beat_schedule=SCHEDULE,
    beat_scheduler="celery.beat:Scheduler",  # the schedule is code: there is no state to lose
)
app.autodiscover_tasks(["casualties"])
