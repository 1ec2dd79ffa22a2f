"""Every number of METHODOLOGY.md, worked out again.

Tables behind a comment ``<!-- table: NAME -->`` are read cell by cell; the examples are redone
with the slow second implementation, and the figures with the programme itself.
"""

import math
import re
from pathlib import Path

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.estimation.posterior.constants import IDENTITY, TABLE, VERSION
from casualties.core.types import HEADLINE
from sources.core.types import Reliability
from tests.factories.evidence import claim, denial, evidence, exactly, more_than
from tests.oracles import posterior as slow

PAGE = Path(__file__).parents[3] / "casualties" / "METHODOLOGY.md"
TEXT = PAGE.read_text(encoding="utf-8")

PLAIN = {"credibility": None, "role": "neutral"} | dict.fromkeys(
    ["names", "early", "about", "vague", "converted", "conceded"], False
)


def said(kind, x, **fields):
    return {"kind": kind, "low": x, "high": x} | PLAIN | fields


def graded(key, quantity, grade, **fields):
    return claim(key, key.title(), quantity, reliability=Reliability(grade), **fields)


COALITION = {"claimant_party": "coalition"}
BLAMED = {"alleged_parties": ("coalition",)}
EXAMPLES = {
    # in words for the slow implementation; as evidence for the programme
    "twelve": (
        [("B", [said("exact", 12)])],
        evidence(graded("monitor", exactly(12), "B")),
    ),
    "dawassa": (
        [("C", [said("exact", 64)]), ("C", [said("least", 131)])],
        evidence(graded("yaqein", exactly(64), "C"), graded("eye", more_than(130), "C")),
    ),
    "denied": (
        [("B", [said("exact", 47)]), ("C", [said("denial", 0, role="accused")])],
        evidence(
            graded("monitor", exactly(47), "B", **BLAMED),
            denial("coalition", "Coalition", **COALITION),
        ),
    ),
}


def table(name):
    """The rows of a table as dictionaries of its cells."""
    found = re.search(rf"<!-- table: {name} -->\n((?:\|.*\n)+)", TEXT)
    assert found, f"METHODOLOGY.md has no table {name}."
    lines = [
        [cell.strip() for cell in line.strip("|\n ").split(" | ")] for line in found[1].splitlines()
    ]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[2:]]


def shown(figure):
    return f"{figure:.4g}"


def columns(groups, n):
    """The cells of one row of an example: its numbers at the count n."""
    mass = slow.posterior(groups)
    each = [slow.likelihood(claims[0], grade, n) for grade, claims in groups]
    consensus = [
        math.prod(slow.likelihood(claims[0], grade, k) for grade, claims in groups)
        for k in range(828)
    ]
    strayed = sum(t * c for t, c in zip(slow.straying()[n], consensus, strict=True))
    named = {f"L{number}": figure for number, figure in enumerate(each, 1)}
    return {
        "prior": slow.prior()[n],
        **named,
        "product": consensus[n],
        "strayed": strayed,
        "posterior": mass[n],
        "sum to here": math.fsum(mass[: n + 1]),
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_by_hand(name):
    rows = table(name)
    assert len(rows) >= 5
    for row in rows:
        count = int(row.pop("N"))
        expected = columns(EXAMPLES[name][0], count)
        assert row == {column: shown(expected[column]) for column in row}


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_gives_the_range_the_page_states(name):
    value = estimate(
        EXAMPLES[name][1], HEADLINE, method="posterior", scheme=load_scheme("corroborate")
    )
    line = value.derivation.posterior
    stated = next(row for row in table("answers") if row["example"] == name)
    spans = {
        f"{span.level:.0%}".replace("%", " %"): f"{span.low} to {span.high}"
        for span in line.intervals
    }
    assert stated == {
        "example": name,
        "best": str(value.interval.best),
        **spans,
        "P(nobody)": shown(line.zero),
        "flags": ", ".join(value.flags) or "none",
    }


def test_one_likelihood_line_by_line():
    """Exactly 12, grade B, at N = 12: each line of the page from the lines above it."""
    v = 0.15**2 + 0.05**2 + 0.10 / 13
    mu, a, b = math.log(12.5), math.log(12), math.log(13)
    w, sd, wide = b - a, math.sqrt(v), math.sqrt(v + 1.44)
    core = (slow.below((b - mu) / sd) - slow.below((a - mu) / sd)) / w
    gone = (slow.below((b - mu + 0.4) / wide) - slow.below((a - mu + 0.4) / wide)) / w
    expected = {
        "v": v,
        "sd": sd,
        "mu": mu,
        "ln 12": a,
        "ln 13": b,
        "w": w,
        "core": core,
        "spike": 1 / w,
        "wide": gone,
        "L": 0.93 * (0.45 * core + 0.55 / w) + 0.07 * gone,
    }
    assert {row["line"]: row["value"] for row in table("line by line")} == {
        line: shown(figure) for line, figure in expected.items()
    }


def test_constants_are_those_of_the_programme():
    told = {row["constant"]: (row["value"], row["source"]) for row in table("constants")}
    assert told == {name: (f"{line.value:g}", line.source) for name, line in TABLE.items()}
    assert VERSION in TEXT
    assert IDENTITY[:8] in VERSION


def test_bench_of_single_claims_is_what_the_programme_gives():
    from tests.unit.estimation.test_posterior_figures import MOSUL, SINGLE, run
    from tests.unit.estimation.test_posterior_figures import shown as in_short

    told = {row["who says what"]: row["best (80 %)"] for row in table("figures")}
    known = {row.case: row for row in SINGLE + MOSUL}
    assert set(told) == set(known)
    for case, figure in told.items():
        assert in_short(run(*known[case].claims)) == figure


def quantile(groups, t):
    return slow.bins()[slow.quantile(slow.posterior(groups), t)][0]


def test_sentences_state_what_comes_out():
    prose = " ".join(TEXT.split())
    twelve = EXAMPLES["twelve"][0]
    low, best, high = (quantile(twelve, t) for t in (0.1, 0.5, 0.9))
    hrw = [("B", [said("least", 671)])]
    both = [("B", [said("least", 671), said("most", 600)])]
    lone = slow.summary(slow.posterior([("B", [said("exact", 370)])]))
    prior = slow.prior()
    ends = [slow.bins()[slow.quantile(prior, t)][0] for t in (0.5, 0.99)]
    for sentence in (
        f"passes .1 at {low}, .5 at {best} and .9 at {high}.",
        f"from {ranged(both)} to {ranged(hrw)}.",
        f"370 from one source of grade B leaves room down to {lone[1]}.",
        f"median {ends[0]}, 99 % at most {ends[1]}",
        f"{len(slow.bins())} in all, the last {slow.bins()[-1][0]:,} to {slow.bins()[-1][1]:,}.",
        f"and that by {0.95 / 0.88 - 1:.0%}.".replace("%", " %"),
    ):
        assert sentence in prose


def ranged(groups):
    best, low, high = slow.summary(slow.posterior(groups))
    return f"{best} ({low}-{high})"


def test_figures_of_the_benchmarks_name_their_command():
    prose = " ".join(TEXT.split())
    for command in ("benchmark estimation", "benchmark maverick", "benchmark westbank"):
        assert command in prose
