"""What the schedule calls by name is there to be called."""

import pytest

from config.celery import app
from config.schedule import SCHEDULE


@pytest.mark.parametrize("entry", SCHEDULE)
def test_a_scheduled_task_is_known(entry):
    app.loader.import_default_modules()
    assert SCHEDULE[entry]["task"] in app.tasks
