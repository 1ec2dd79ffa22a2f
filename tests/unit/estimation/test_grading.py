"""The two-axis grade, one line a case."""

import pytest

from casualties.core.estimation.grading import Attestation, grade
from casualties.core.words import ActionStatus
from sources.core.types import Reliability


def voice(grade, *parties, positive=True):
    return Attestation(
        reliability=Reliability(grade), parties=frozenset(parties), positive=positive
    )


NATO, IS = "coalition", "islamic-state"
B, C, D = voice("B", NATO), voice("C", NATO), voice("D", NATO)

TABLE = [
    # voices, action, what else is known, harm, attribution
    ([B, C], "likely", {}, "fair", "likely"),
    ([B, C], "declared", {}, "fair", "declared"),
    ([B, C], "unknown", {}, "weak", "likely"),
    ([B], "likely", {}, "weak", "single_source"),
    ([B, D], "likely", {}, "weak", "likely"),
    ([D, D], "declared", {}, "weak", "declared"),
    ([B, C], "contested", {}, "contested", "contested"),
    ([B, voice("C", IS)], "likely", {}, "contested", "contested"),
    ([voice("B"), voice("C")], "unknown", {}, "contested", "none"),
    ([voice("B"), voice("C")], "declared", {}, "fair", "declared"),
    ([B, voice("C")], "likely", {}, "fair", "single_source"),
    ([D], "unknown", {"conceded": True}, "confirmed", "declared"),
    ([B, voice("C", IS)], "declared", {"conceded": True}, "confirmed", "declared"),
    ([B, C], "likely", {"only_combatants": True}, "discounted", "likely"),
    ([B, C], "declared", {"conceded": True, "only_combatants": True}, "discounted", "declared"),
    ([voice("B", positive=False)], "unknown", {}, "weak", "none"),
    ([B, voice("A", positive=False)], "likely", {}, "weak", "single_source"),
    ([], "unknown", {}, "weak", "none"),
]


@pytest.mark.parametrize(("voices", "action", "known", "harm", "attribution"), TABLE)
def test_incident_is_graded(voices, action, known, harm, attribution):
    found = grade(tuple(voices), action=ActionStatus(action), **known)
    assert (found.harm, found.attribution) == (harm, attribution)


@pytest.mark.parametrize(("voices", "action", "known", "harm", "attribution"), TABLE)
def test_each_axis_has_its_sentence(voices, action, known, harm, attribution):
    found = grade(tuple(voices), action=ActionStatus(action), **known)
    for told in (found.harm_because, found.attribution_because):
        assert told.endswith(".")
        assert told[0] == told[0].upper()


def test_sentence_names_what_is_missing():
    assert grade((B,), action=ActionStatus.LIKELY).harm_because == (
        "1 independent credible voice; two are needed."
    )
