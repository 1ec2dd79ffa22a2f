"""Which claim rests on which: a row a claim, origins first, what derives from them indented."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casualties.admin.charts.labels import labelled

ROW = 34
LANE = 22
RAIL = 10
_INSET = 14
_REACH = 9  # from the middle of a mark to where a line may end beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A claim and what it derives from: (relation in words, key) each."""

    key: str
    speaker: str
    said: str
    kind: str
    counts: bool = True
    ties: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A node on the chart."""

    node: Node
    label: str
    x: int
    y: int

    @property
    def text_x(self) -> int:
        """Return where its words begin."""
        return self.x + 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from an origin to what derives from it, beside every mark that lies between."""

    path: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The chart, placed."""

    nodes: Sequence[Placed]
    edges: Sequence[Edge]

    @property
    def height(self) -> int:
        """Return the height of the whole."""
        return ROW * len(self.nodes)


def lineage(nodes: Sequence[Node]) -> Lineage:
    """Place the claims; ties that lead outside of them are not drawn."""
    known = {node.key: node for node in nodes}
    order: dict[str, int] = {}
    for node in nodes:
        if not _origins(node, known):
            _walk(node, 0, nodes, known, order)
    for node in nodes:
        order.setdefault(node.key, 0)
    placed = {
        key: Placed(
            node=known[key],
            label=labelled(known[key].speaker, known[key].said),
            x=_INSET + LANE * depth,
            y=ROW * row + ROW // 2,
        )
        for row, (key, depth) in enumerate(order.items())
    }
    ties = [
        (relation, placed[on], placed[node.key])
        for node in nodes
        for relation, on in node.ties
        if on in placed
    ]
    past = [tie for tie in ties if _passes_a_mark(*tie[1:], placed.values())]
    room = RAIL * len(past)
    placed = {key: replace(one, x=one.x + room) for key, one in placed.items()}
    edges = [
        Edge(
            relation=relation,
            path=_path(
                placed[origin.node.key],
                placed[derived.node.key],
                _INSET + RAIL * past.index(tie) - RAIL // 2 if tie in past else None,
            ),
        )
        for tie in ties
        for relation, origin, derived in [tie]
    ]
    return Lineage(nodes=list(placed.values()), edges=edges)


def _walk(
    node: Node, depth: int, nodes: Sequence[Node], known: dict[str, Node], order: dict[str, int]
) -> None:
    """Place a claim, then what derives from it and from nothing that has yet to be placed."""
    order[node.key] = depth
    for other in nodes:
        origins = _origins(other, known)
        if node.key in origins and other.key not in order and origins <= order.keys():
            _walk(other, depth + 1, nodes, known, order)


def _origins(node: Node, known: dict[str, Node]) -> set[str]:
    return {on for _, on in node.ties if on in known}


def _passes_a_mark(origin: Placed, derived: Placed, placed: Iterable[Placed]) -> bool:
    """Return whether a line straight down from the origin would run through another claim."""
    between = range(min(origin.y, derived.y) + 1, max(origin.y, derived.y))
    return any(one.x == origin.x and one.y in between for one in placed)


def _path(origin: Placed, derived: Placed, rail: int | None) -> str:
    """Return a line that leaves the origin downwards, or by a rail of its own left of all claims.

    It arrives from the side. On a rail it passes beside whatever lies between.
    """
    y, end = derived.y, derived.x - _REACH
    bend = 8 if y > origin.y else -8
    if rail is None:
        x = origin.x
        return f"M{x} {origin.y} V{y - bend} Q{x} {y} {min(x + 8, end)} {y} H{end}"
    start, top = origin.x - _REACH, origin.y
    return (
        f"M{start} {top} H{rail + 8} Q{rail} {top} {rail} {top + bend} "
        f"V{y - bend} Q{rail} {y} {rail + 8} {y} H{end}"
    )
