"""What runs when, one line each with its reason."""

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    # Finds what no hint announced: a broker that was down or wiped costs these seconds, no more.
    "sweep": {
        "task": "casualties.refresh_stale",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    # Finds batches that no hint announced, and goes on where a worker was killed.
    "batches": {
        "task": "casualties.work_batches",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    # Keeps the feed of changes short to number for whoever reads it next.
    "number": {
        "task": "casualties.number_changes",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    # Reads texts no hint announced, and all of them again when the reader has changed.
    "read": {
        "task": "casualties.read_reports",
        "schedule": 30.0,
        "options": {"expires": 60},
    },
    # Copies found while an analyst is at the report are confirmed with it; proposals count nothing.
    "lineage": {
        "task": "casualties.propose_lineage",
        "schedule": 600.0,
        "options": {"expires": 300},
    },
    # What people decided on drafts is the measure of the reader; a week makes it worth the while.
    "measure-reading": {
        "task": "casualties.measure_reading",
        "schedule": crontab(day_of_week="sunday", hour=4, minute=30),
    },
    # Proves every night that stored ranges are what their claims give.
    "audit": {
        "task": "casualties.audit_estimates",
        "schedule": crontab(hour=2, minute=30),
    },
    # The queue follows every decision by itself; this is for two taken at one moment, and leases.
    "tidy-queue": {
        "task": "casualties.tidy_queue",
        "schedule": crontab(hour=2, minute=15),
    },
    # Answers kept for requests sent again, and refused lines nobody came back for.
    "forget": {
        "task": "casualties.forget_answers",
        "schedule": crontab(hour=4, minute=10),
    },
    # The public files, when the audit is over and readers of the region are asleep.
    "exports": {
        "task": "casualties.build_exports",
        "schedule": crontab(hour=3, minute=30),
    },
    # A source that was just protected takes the files that name it from the shelf: build others.
    "exports-renewed": {
        "task": "casualties.renew_exports",
        "schedule": 300.0,
        "options": {"expires": 60},
    },
    # Claims that came in bulk, or whose link somebody took back: reports posted wait for nothing.
    "link": {
        "task": "casualties.link_backlog",
        "schedule": 300.0,
        "options": {"expires": 60},
    },
    # By the morning the desk's queue knows the incidents of the day and the gazetteer's new places.
    "rescore": {
        "task": "casualties.rescore_links",
        "schedule": crontab(hour=1, minute=0),
    },
    # New weights from the day's decisions; they are used only once a person adopts them.
    "refit": {
        "task": "casualties.refit_links",
        "schedule": crontab(hour=4, minute=30),
    },
}
