"""What claims of one table say about one another: known ids, no circles, the order to file in."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from casualties.core.intake import NewClaim
from casualties.core.tabular.cells import Row, RowError

N = TypeVar("N", bound=Hashable)

COLUMNS = ("repeats", "based_on", "part_of", "revises")
_SINGLE = ("repeats", "revises")


@dataclass(frozen=True, slots=True)
class Reference:
    """A claim's mention of another: where it stands, who mentions, who is mentioned."""

    line: int
    column: str
    claim: str
    on: str


def on_file(reference: str) -> bool:
    """Return True for a stable key ``<report key>/<key>``, which names no row of the table."""
    return "/" in reference


def references_of(row: Row) -> list[Reference]:
    """Return a row's mentions of other rows; keys of claims on file are left out."""
    return [
        Reference(row.line, column, row.text("claim"), mentioned)
        for column in COLUMNS
        for mentioned in row.many(column)
        if not on_file(mentioned)
    ]


def check_references(row: Row, known: Iterable[str]) -> None:
    """Record ids the table does not have, and two ids where one is allowed."""
    for column in _SINGLE:
        if len(row.many(column)) > 1:
            row.refuse(column, "Name one claim only.")
    for reference in references_of(row):
        if reference.on not in known:
            row.refuse(reference.column, f"There is no claim {reference.on!r} in this table.")


def in_order(
    nodes: Iterable[N], references: Iterable[Reference], node_of: Mapping[str, N]
) -> tuple[list[N], RowError | None]:
    """Order nodes so that what is mentioned comes first, by the rows' order where it is free.

    Parameters
    ----------
    nodes : iterable
        What is to be ordered: claim ids, or keys of reports.
    references : iterable of Reference
        The mentions, in order of line.
    node_of : mapping
        The node each claim id belongs to; mentions within one node do not count.

    Returns
    -------
    tuple of list and RowError or None
        The order, or an empty list and the error that names the circle.
    """
    between = [link for link in references if _leaves_its_node(link, node_of)]
    sorter: TopologicalSorter[N] = TopologicalSorter()
    for node in nodes:  # first and by themselves, because the sorter keeps the order of adding
        sorter.add(node)
    for link in between:
        sorter.add(node_of[link.claim], node_of[link.on])
    try:
        return list(sorter.static_order()), None
    except CycleError as circle:
        return [], _circle_error(set(circle.args[1]), between, node_of)


def _leaves_its_node(link: Reference, node_of: Mapping[str, N]) -> bool:
    """Return True for a mention that orders two nodes, or of a claim by itself."""
    if link.claim not in node_of or link.on not in node_of:
        return False
    return link.claim == link.on or node_of[link.claim] != node_of[link.on]


def _circle_error(
    circle: set[N], references: list[Reference], node_of: Mapping[str, N]
) -> RowError:
    inside = [link for link in references if {node_of[link.claim], node_of[link.on]} <= circle]
    told = ", ".join(f"{link.claim} on {link.on}" for link in inside)
    first = inside[0]
    return RowError(first.line, first.column, f"These mentions run in a circle: {told}.")


def resolved(claim: NewClaim, together: frozenset[str]) -> NewClaim:
    """Write mentions of claims in the same report bare, of other reports' claims as ``@id``."""

    def named(mention: str) -> str:
        return mention if mention in together or on_file(mention) else f"@{mention}"

    return replace(
        claim,
        repeats=claim.repeats and named(claim.repeats),
        revises=claim.revises and named(claim.revises),
        based_on=tuple(map(named, claim.based_on)),
        part_of=tuple(map(named, claim.part_of)),
    )
