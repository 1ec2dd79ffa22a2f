"""Every word has one meaning, and every setting and error is explained."""

import inspect
import re
from pathlib import Path

import pytest

import casualties.core.estimation.words
import casualties.core.linking.words
import casualties.core.roles
import casualties.core.words
import casualties.errors
import sources.core.types
import sources.errors
from sources.core.words import Word
from sources.errors import CorroborateError

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "casualties" / "GLOSSARY.md").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()

SETS = [
    found
    for module in (
        casualties.core.words,
        casualties.core.estimation.words,
        casualties.core.linking.words,
        casualties.core.roles,
        sources.core.types,
    )
    for _, found in inspect.getmembers(module, inspect.isclass)
    if issubclass(found, Word) and found.__module__ == module.__name__
]
MEMBERS = [(words.__name__, word) for words in SETS for word in words]


@pytest.mark.parametrize(("words", "word"), MEMBERS)
def test_a_word_has_a_meaning_in_one_sentence(words, word):
    assert word.meaning.endswith(".")
    assert "\n" not in word.meaning


@pytest.mark.parametrize("words", SETS, ids=lambda words: words.__name__)
def test_a_set_of_words_says_what_it_tells(words):
    assert words.__doc__
    assert words.__doc__ != Word.__doc__


@pytest.mark.parametrize("words", SETS, ids=lambda words: words.__name__)
def test_two_words_of_a_set_do_not_mean_the_same(words):
    meanings = [word.meaning for word in words]
    assert len(set(meanings)) == len(meanings)


@pytest.mark.parametrize(("words", "word"), MEMBERS)
def test_a_word_is_in_the_glossary(words, word):
    """With the meaning it has in the code, so that the two never part."""
    assert f"| `{word.value}` | {word.meaning} |" in GLOSSARY


TERMS = """
actor, aggregate claim, basis, batch, best, carrier, change, claim, claim derivation, claimant,
coding scheme, credibility, derivation, desk role, digest, draft, estimate, evidence, flag, grade,
harm, high, incident, interval, judgement, level, low, measure, merge, method, open bound,
operation,
party, place, protection, provenance group, qualifier, quantity, redaction, reliability, report,
review, root, scope, sign-off, source, stable key, staleness log, stance, statement, status,
sub-group, synthesis, token
""".replace("\n", " ")


@pytest.mark.parametrize("term", [term.strip() for term in TERMS.split(",")])
def test_a_term_is_in_the_glossary_with_an_example(term):
    (row,) = [line for line in GLOSSARY.splitlines() if line.startswith(f"| **{term}** |")]
    _, _, meaning, example, _ = [cell.strip() for cell in row.split("|")]
    assert meaning.endswith(".")
    assert example


def test_the_glossary_explains_no_term_twice():
    terms = re.findall(r"^\| \*\*([^*]+)\*\* \|", GLOSSARY, re.MULTILINE)
    assert sorted(terms, key=str.lower) == terms
    assert len(set(terms)) == len(terms)


# Settings


def settings_read() -> set[str]:
    """The names that the code asks the environment for."""
    reads = re.compile(r"(?:\bflag\(|\bwords\(|\bwhole\(|environ\.get\(|environ\[)\"([A-Z_]+)\"")
    files = ("env.py", "settings.py", "bootstrap.py", "embedded/state.py")
    return {name for file in files for name in reads.findall((ROOT / "config" / file).read_text())}


def test_the_settings_are_found():
    assert settings_read() >= {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "CELERY_QUEUE"}


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_a_setting_is_explained(name):
    assert re.search(rf"^\| `{name}` \|", OPERATIONS, re.MULTILINE)


# Errors

ERRORS = [
    found
    for module in (sources.errors, casualties.errors)
    for _, found in inspect.getmembers(module, inspect.isclass)
    if issubclass(found, CorroborateError) and found.__module__ == module.__name__
]


def test_each_error_has_a_code_of_its_own():
    codes = [error.code for error in ERRORS]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_an_error_is_drawn_in_its_tree(error):
    module = inspect.getmodule(error)
    assert error.__name__ in (module.__doc__ or "")
