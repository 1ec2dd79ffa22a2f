"""METHODOLOGY.md tells what the benchmarks printed, for the constants in force.

What they printed is kept in tests/benchmarks/figures, as they take minutes and data not kept here:
`manage.py benchmark NAME --json > tests/benchmarks/figures/NAME.json` after a change of constants.
"""

import json
from pathlib import Path

import pytest

from casualties.core.estimation.posterior.constants import VERSION

ROOT = Path(__file__).resolve().parents[3]
PRINTED = {
    path.stem: json.loads(path.read_text())
    for path in (ROOT / "tests" / "benchmarks" / "figures").glob("*.json")
}
TEXT = (ROOT / "casualties" / "METHODOLOGY.md").read_text()
PROSE = " ".join(TEXT.split())


def short(figure: float, decimals: int = 3) -> str:
    """As the prose writes a share: without the leading zero."""
    return f"{figure:.{decimals}f}".removeprefix("0")


@pytest.mark.parametrize("name", ["estimation", "maverick", "westbank"])
def test_kept_figures_are_of_the_constants_in_force(name):
    assert PRINTED[name]["version"] == VERSION


def rows() -> list[str]:
    return [
        f"| {name} | {told['coverage_90']} | {told['below_envelope']:.0%} "
        f"| {told['below_laird']:.0%} | {told['error_below_median']:.0%} | {told['ratio']:.1f} |"
        for name, told in PRINTED["estimation"].items()
        if isinstance(told, dict) and "ratio" in told
    ]


def test_each_scenario_has_its_row():
    assert len(rows()) == 7
    assert [row for row in rows() if row not in TEXT] == []


def test_calibration_is_told():
    told = PRINTED["estimation"]["calibration"]
    fifty, eighty, ninety_five = (f"{told[f'coverage_{level}']}"[1:] for level in (50, 80, 95))
    assert f"the distance of the ranks from even is {short(told['ks'], 4)}" in PROSE
    assert f"ranges hold {fifty}, {eighty} and {ninety_five}." in PROSE


def test_successive_reports_are_told():
    told = PRINTED["maverick"]
    everywhere, dead = told["all"], told["any_dead"]
    scores, deadly = everywhere["winkler"], dead["winkler"]
    others = ("majority", "informative", "conservative")
    for sentence in (
        f"{everywhere['events']} events",
        f"{scores['posterior']:.2f} over all events, against {scores['envelope']:.2f} for the"
        " envelope, {:.2f} for the majority, {:.2f} for the most informative and {:.2f} for".format(
            *(scores[name] for name in others)
        ),
        f"{deadly['posterior']:.2f} against {deadly['envelope']:.2f}, "
        "{:.2f}, {:.2f} and {:.2f}.".format(*(deadly[name] for name in others)),
        f"{scores['envelope_widened']:.2f} and {deadly['envelope_widened']:.2f}.",
        f"held it in {short(everywhere['coverage']['next'])} of events at 80 % and"
        f" {short(everywhere['coverage_next_95'])} at 95 %.",
        f"score 0 and ours {short(told['all_zero']['winkler']['posterior'], 2)}.",
        f"({short(everywhere['error']['median_of_claims'])} against"
        f" {short(everywhere['error']['posterior'])})",
        f"({short(dead['error']['posterior'])} against {short(dead['error']['median_of_claims'])})",
        f"{short(told['earlier_3_or_more']['coverage']['posterior'])} of them.",
    ):
        assert sentence in PROSE


def test_verified_weeks_are_told():
    told = PRINTED["westbank"]
    assert f"{told['weeks']} weeks" in PROSE
    assert f"verified later in {short(told['late']['coverage_80'])} of them." in PROSE
