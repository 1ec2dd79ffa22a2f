"""Arrows between keys that must not run in circles."""

from collections.abc import Iterable, Mapping

Arrow = tuple[str, str]


def without_circles(arrows: Iterable[Arrow]) -> dict[str, tuple[str, ...]]:
    """Return where each key points, leaving out any arrow that would close a circle.

    The database refuses circles; this keeps a value built elsewhere from hanging the estimate.
    The arrows are taken in the order given, so give them in an order of content.

    Examples
    --------
    >>> without_circles([("a", "b"), ("b", "c"), ("c", "a")])
    {'a': ('b',), 'b': ('c',)}
    """
    targets: dict[str, tuple[str, ...]] = {}
    for start, end in arrows:
        if start != end and start not in reachable(end, targets):
            targets[start] = (*targets.get(start, ()), end)
    return targets


def reachable(start: str, targets: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return every key the arrows lead to from ``start``, without ``start`` itself."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        fresh = set(targets.get(waiting.pop(), ())) - found
        found |= fresh
        waiting.extend(fresh)
    return frozenset(found - {start})


def reversed_arrows(targets: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the same arrows, each turned round."""
    back: dict[str, tuple[str, ...]] = {}
    for start in sorted(targets):
        for end in targets[start]:
            back[end] = (*back.get(end, ()), start)
    return back


def walk(start: str, step: Mapping[str, str]) -> list[str]:
    """Return the keys passed from ``start`` on, one step each, ``start`` first.

    Examples
    --------
    >>> walk("a", {"a": "b", "b": "c"})
    ['a', 'b', 'c']
    """
    path = [start]
    while path[-1] in step:
        path.append(step[path[-1]])
    return path
