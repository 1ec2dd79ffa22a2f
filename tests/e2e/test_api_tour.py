"""docs/api.md, run as it is written: its commands in order, each answer as it is shown there."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from casualties.actions import exports, staleness
from config.demonstration import Story

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
TOUR = PAGE.partition("## Ten minutes with curl\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```(sh|json|python)\n(.*?)^```$", TOUR, re.MULTILINE | re.DOTALL)
ANYTHING = "…"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo(live_server, settings, tmp_path, monkeypatch) -> Path:
    """A folder to work in, with the demo's data behind the address."""
    settings.EXPORTS_DIR = tmp_path / "exports"
    secret = Story(lambda _: None, started=0).prepare()
    staleness.drain()
    exports.build()
    monkeypatch.setenv("API", f"{live_server.url}/api/v1")
    monkeypatch.setenv("SECRET", secret)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=os.environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_shown(told: Any, shown: Any, at: str = "") -> None:
    """Everything the page shows is in the answer; ``…`` stands for anything."""
    if shown == ANYTHING:
        return
    if isinstance(shown, dict):
        for name, part in shown.items():
            assert_shown(told[name], part, f"{at}.{name}")
    elif isinstance(shown, list):
        parts = [part for part in shown if part != ANYTHING]
        assert len(told) == len(parts) or ANYTHING in shown, at
        for number, part in enumerate(parts):
            assert_shown(told[number], part, f"{at}.{number}")
    else:
        assert told == shown, at


def answer_in(output: str) -> Any:
    """The JSON a block's last command printed."""
    return json.loads(output[output.index("\n{") + 1 if "\n{" in output else output.index("{") :])


def test_the_tour_has_its_steps():
    assert [kind for kind, _ in BLOCKS].count("sh") >= 6
    assert [kind for kind, _ in BLOCKS].count("python") == 2


def test_the_tour_works_as_it_is_written(demo):
    output = ""
    for kind, text in BLOCKS:
        if kind == "sh":
            output = run("bash", "-euo", "pipefail", "-c", text)
            staleness.drain()
        elif kind == "json":
            assert_shown(answer_in(output), json.loads(text))


@pytest.mark.parametrize("library", ["pandas", "csv"])
def test_the_examples_in_python_work_as_they_are_written(demo, library):
    if not find_spec(library):
        pytest.skip(f"{library} is not installed; the example needs it, the product does not")
    (code,) = [text for kind, text in BLOCKS if kind == "python" and f"import {library}" in text]
    for name in ("incidents.csv", "claims.csv"):
        run("bash", "-c", f'curl -sO "$API/exports/latest/{name}"')
    assert "IQ-2017-000" in run(sys.executable, "-c", code)
