"""METHODOLOGY.md tells what `benchmark linking` printed, for the weights in force."""

import json
from pathlib import Path

import pytest

from casualties.core.linking import DECLARED

ROOT = Path(__file__).resolve().parents[3]
FIGURES = ROOT / "tests" / "benchmarks" / "figures"
PRINTED = {
    name: json.loads((FIGURES / f"linking_{name}.json").read_text())
    for name in ("maverick", "drone_strikes")
}
TEXT = (ROOT / "casualties" / "METHODOLOGY.md").read_text()
REPORTS, STRIKES = PRINTED["maverick"], PRINTED["drone_strikes"]
LINKER, CITY, EXACT = (
    REPORTS[name] for name in ("declared", "same_city_same_day", "exact_matching")
)
CELLS = [
    (LINKER["auto_pairs"]["precision"], CITY["pairs"]["precision"], EXACT["pairs"]["precision"]),
    (LINKER["auto_pairs_of_all"]["f1"], CITY["pairs"]["f1"], EXACT["pairs"]["f1"]),
    (LINKER["b_cubed_reviewed"]["f1"], CITY["b_cubed"]["f1"], EXACT["b_cubed"]["f1"]),
    (LINKER["review_share"], "", ""),
    (STRIKES["declared_PK"]["true_in_top_3"], "", ""),
    (STRIKES["declared_PK"]["auto_precision"], STRIKES["same_town_same_day_PK"]["precision"], ""),
]


@pytest.mark.parametrize("name", PRINTED)
def test_kept_figures_are_of_the_weights_in_force(name):
    assert PRINTED[name]["model"] == DECLARED.version


@pytest.mark.parametrize("cells", CELLS)
def test_a_row_is_told_as_it_was_printed(cells):
    told = " | ".join(str(cell) for cell in cells).replace("|  |", "| |").rstrip()
    assert f"| {told}" in TEXT.replace("|  |", "| |")


def test_the_linker_is_above_both_baselines():
    ours = LINKER["auto_pairs_of_all"]["f1"]
    assert ours > max(CITY["pairs"]["f1"], EXACT["pairs"]["f1"])
