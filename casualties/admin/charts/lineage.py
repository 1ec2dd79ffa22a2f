"""Which claim rests on which: a row a claim, origins first, what derives from them indented."""

from collections.abc import Sequence
from dataclasses import dataclass

from casualties.admin.charts.labels import labelled

ROW = 34
LANE = 22
_INSET = 14


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
    """A line from an origin down to what derives from it."""

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
    edges = [
        Edge(path=_path(placed[on], placed[node.key]), relation=relation)
        for node in nodes
        for relation, on in node.ties
        if on in placed
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


def _path(origin: Placed, derived: Placed) -> str:
    """Return a line that leaves the origin downwards and arrives from the side."""
    x, y = origin.x, derived.y
    return f"M{x} {origin.y} V{y - 8} Q{x} {y} {x + 8} {y} H{derived.x}"
