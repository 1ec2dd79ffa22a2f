"""Which claim rests on which, as rows."""

import re

from casualties.admin.charts.lineage import LANE, Node, lineage


def a_node(key: str, *on: str) -> Node:
    ties = [("repeats", other) for other in on]
    return Node(key=key, speaker=key, said="9", kind="monitor", ties=ties)


def places(*nodes: Node) -> list[tuple[str, int]]:
    """Key and depth of each row from the top."""
    drawn = lineage(nodes).nodes
    return [(row.node.key, (row.x - drawn[0].x) // LANE) for row in drawn]


def test_no_claims_no_rows():
    assert lineage([]).height == 0


def test_a_copy_stands_below_its_origin_and_further_in():
    assert places(a_node("copy", "origin"), a_node("origin")) == [("origin", 0), ("copy", 1)]


def test_what_is_built_from_two_stands_below_both():
    rows = places(a_node("a"), a_node("both", "a", "b"), a_node("b"))
    assert [key for key, _ in rows] == ["a", "b", "both"]


def test_each_tie_is_a_line():
    drawn = lineage([a_node("a"), a_node("b"), a_node("both", "a", "b")])
    assert len(drawn.edges) == 2


def test_no_line_runs_through_the_mark_of_a_claim_it_does_not_speak_of():
    """Built from three that stand in one lane: the lines of the upper two go round the others."""
    drawn = lineage([a_node("a"), a_node("b"), a_node("c"), a_node("all", "a", "b", "c")])
    lane = drawn.nodes[0].x
    down = [re.findall(r"(?:M|Q|\s)(\d+) \d+ V(\d+)", edge.path) for edge in drawn.edges]
    lanes = [int(x) for ((x, _),) in down]
    assert lanes[2] == lane
    assert len({*lanes}) == 3
    assert all(x < lane - 7 for x in lanes[:2])


def test_a_tie_to_a_claim_that_is_not_shown_is_not_drawn():
    drawn = lineage([a_node("copy", "hidden")])
    assert ([row.node.key for row in drawn.nodes], drawn.edges) == (["copy"], [])


def test_a_circle_still_shows_every_claim():
    assert {key for key, _ in places(a_node("a", "b"), a_node("b", "a"))} == {"a", "b"}
