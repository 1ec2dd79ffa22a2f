"""What workers do, by name: each calls one action. Running one twice does no harm."""

from typing import Any

from celery import shared_task
from celery.signals import task_postrun
from django.utils import timezone

from casualties.actions import (
    batches,
    changes,
    exports,
    heartbeats,
    hints,
    lineage,
    link_weights,
    linking,
    posting,
    queue,
    reading_measures,
    readings,
    staleness,
)
from casualties.api.batch_bodies import read_body


@task_postrun.connect
def show_life(task: Any, **_: Any) -> None:
    """Note which worker has just done something: one of several may die unseen otherwise."""
    heartbeats.of_worker(task.request.hostname, task.name)


@shared_task(name=hints.REFRESH)
def refresh_stale() -> None:
    """Recompute what is stale."""
    staleness.drain()


@shared_task(name=hints.READ)
def read_reports() -> None:
    """Read the texts that wait and file their drafts."""
    readings.read_waiting()


@shared_task(name="casualties.measure_reading")
def measure_reading() -> dict[str, Any]:
    """Measure the reader by what people made of its drafts."""
    return reading_measures.measure()


@shared_task(name=hints.WORK_BATCHES)
def work_batches() -> None:
    """Look at the reports sent as batches, and file them."""
    batches.work(read=read_body)


@shared_task(name="casualties.forget_answers")
def forget_answers() -> None:
    """Remove what nobody asks for any more: kept answers, refused lines, workers long gone."""
    posting.forget_old()
    batches.forget_refused()
    heartbeats.forget_gone()


@shared_task(name="casualties.propose_lineage")
def propose_lineage() -> int:
    """Propose which statements go back to which on incidents that got claims lately."""
    return lineage.propose_recent()


@shared_task(name="casualties.number_changes")
def number_changes() -> None:
    """Give the changes noted so far their place in the feed."""
    changes.number()


@shared_task(name="casualties.audit_estimates")
def audit_estimates() -> dict[str, Any]:
    """Compare every stored estimate with its recomputation."""
    return staleness.audit_estimates()


@shared_task(name="casualties.build_exports")
def build_exports() -> None:
    """Build the public files anew."""
    exports.build()


@shared_task(name="casualties.renew_exports")
def renew_exports() -> None:
    """Build the public files where none may be served."""
    exports.renew()


@shared_task(name="casualties.link_backlog")
def link_backlog() -> int:
    """Decide which incident claims are about that nobody has looked at."""
    return linking.link_backlog()


@shared_task(name="casualties.tidy_queue")
def tidy_queue() -> int:
    """Make the review queue anew from what was decided."""
    return queue.tidy()


@shared_task(name="casualties.rescore_links")
def rescore_links() -> int:
    """Look again at the claims that wait for a person."""
    return linking.rescore()


@shared_task(name="casualties.refit_links")
def refit_links() -> None:
    """Fit the linker's weights to what people decided; a person adopts them."""
    link_weights.fit(by=linking.LINKER, day=timezone.now().date())
