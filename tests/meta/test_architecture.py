"""What the plan of the house promises, read from the code itself."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("casualties", "sources", "config")
MODULES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))

ORM_WRITES = {
    "save",
    "delete",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
SQL_WRITES = ("insert", "update", "delete", "truncate", "copy")
MAY_WRITE = {"actions", "migrations", "models"}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def writes(tree: ast.AST) -> Iterator[str]:
    """Yield the calls that write through the ORM or by SQL."""
    actions = set(imported_actions(tree))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if ast.unparse(node.func.value) in actions:
            continue
        if is_orm_write(node, node.func) or is_sql_write(node, node.func):
            yield f"line {node.lineno}: {ast.unparse(node)[:80]}"


def imported_actions(tree: ast.AST) -> Iterator[str]:
    """Yield the names under which modules of actions are known."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "actions" in (node.module or "").split("."):
            yield from (alias.asname or alias.name for alias in node.names)


def is_orm_write(call: ast.Call, method: ast.Attribute) -> bool:
    receiver = ast.unparse(method.value)
    if method.attr == "update":  # a dictionary's takes another; a QuerySet's takes columns alone
        return bool(call.keywords) and not call.args and not receiver.endswith("conf")
    return method.attr in ORM_WRITES and not receiver.startswith("super()")


def is_sql_write(call: ast.Call, method: ast.Attribute) -> bool:
    if method.attr not in ("execute", "executemany", "copy") or not call.args:
        return False
    statement = call.args[0]
    if not isinstance(statement, ast.Constant | ast.JoinedStr):
        return False
    words = ast.unparse(statement).lstrip("f'\"\\n ").lower()
    return words.startswith(SQL_WRITES)


@pytest.mark.parametrize(
    "code",
    [
        "Claim.objects.create(key='c1')",
        "row.save(update_fields=['state'])",
        "Claim.objects.filter(pk=1).update(state='open')",
        "Claim.objects.all().delete()",
        "cursor.execute('INSERT INTO casualties_claim VALUES (1)')",
        'cursor.execute("""\\n   UPDATE casualties_claim SET low = 1""")',
        "cursor.execute(f'DELETE FROM {table}')",
    ],
)
def test_a_write_is_recognised(code):
    assert list(writes(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "seen.update(other)",
        "app.conf.update(timezone='UTC')",
        "super().save(commit)",
        "cursor.execute('SELECT 1')",
        "cursor.execute('CREATE DATABASE demo')",
        "from sources.actions import editing\nediting.save(row=row)",
    ],
)
def test_what_only_looks_like_a_write_is_not(code):
    assert not list(writes(ast.parse(code)))


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_only_actions_migrations_and_models_write(path):
    if MAY_WRITE & set(path.relative_to(ROOT).parts):
        return
    assert list(writes(ast.parse(path.read_text()))) == []


def test_the_layers_of_the_house_hold():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_contract_names_each_layer_there_is():
    told = (ROOT / "pyproject.toml").read_text()
    for app in ("casualties", "sources"):
        layers = {path.stem for path in (ROOT / app).iterdir() if path.name not in NO_LAYERS}
        missing = {layer for layer in layers if f"{app}.{layer}" not in told}
        assert missing == set()


NO_LAYERS = {
    "__init__.py",
    "__pycache__",
    "apps.py",
    "errors.py",  # one tree of errors: any layer may raise one
    "migrations",
    "static",
    "templates",
    "GLOSSARY.md",
    "METHODOLOGY.md",
}


@pytest.mark.parametrize("app", ["casualties", "sources"])
def test_a_task_is_short(app):
    path = ROOT / app / "tasks.py"
    found = ast.walk(ast.parse(path.read_text())) if path.exists() else []
    long = [
        node.name
        for node in found
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 10
    ]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_says_what_it_is(path):
    tree = ast.parse(path.read_text())
    if "migrations" in path.parts or not tree.body:
        return
    assert ast.get_docstring(tree)
