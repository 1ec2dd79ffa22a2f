"""What a person can use is told: commands in the README or the manual, endpoints in docs/api.md."""

import pkgutil
from pathlib import Path

import pytest
from drf_spectacular.generators import SchemaGenerator

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def our_commands() -> list[str]:
    folders = [
        str(ROOT / app / "management" / "commands") for app in ("config", "sources", "casualties")
    ]
    return sorted(module.name for module in pkgutil.iter_modules(folders))


@pytest.mark.parametrize("command", our_commands())
def test_each_command_is_told(command):
    assert f"manage.py {command}" in README + MANUAL


@pytest.mark.parametrize("path", sorted(SchemaGenerator().get_schema(public=True)["paths"]))
def test_each_endpoint_is_told(path):
    assert path.removeprefix("/api/v1") in API


def test_each_decision_is_numbered_in_a_row():
    numbers = sorted(int(page.name[:4]) for page in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
