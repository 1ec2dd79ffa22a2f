"""Figures a claimant replaced by its own, told as one event instead of two."""

from collections.abc import Sequence

from casualties.core.estimation.comparison import Event, Happening, Line
from casualties.core.estimation.derivation import ReadAs
from casualties.core.estimation.wording import spoken
from casualties.core.words import LeftOut


def revisions(happened: Sequence[Happening]) -> tuple[list[str], list[Happening]]:
    """Return a clause for each figure that replaced its claimant's former one, and the rest.

    Only where one figure of a speaker was replaced and one was added: of several, nobody can
    tell from names which stands for which. Protected speakers share a name and are left alone.
    """
    clauses: list[str] = []
    told: list[Happening] = []
    for added in happened:
        former = _former(added, happened)
        if former is not None and former.before is not None:
            clauses.append(_clause(former.before, added.line))
            told += [former, added]
    return clauses, [one for one in happened if one not in told]


def _former(added: Happening, happened: Sequence[Happening]) -> Happening | None:
    if added.event is not Event.ADDED or added.line.protected:
        return None
    own = [one for one in happened if one.line.speaker == added.line.speaker]
    replaced = [one for one in own if one.event is LeftOut.SUPERSEDED and one.before is not None]
    alone = sum(one.event is Event.ADDED for one in own) == 1 == len(replaced)
    return replaced[0] if alone and _read(replaced[0].before) and added.line.read_as else None


def _read(line: Line | None) -> ReadAs | None:
    return line.read_as if line else None


def _clause(old: Line, new: Line) -> str:
    was, now = (spoken(line.said).strip("'") for line in (old, new))
    return f"{new.speaker} {_direction(old.read_as, new.read_as)} its figure from {was} to {now}"


def _direction(old: ReadAs | None, new: ReadAs | None) -> str:
    if old is None or new is None:
        return "changed"
    steps = [after - before for before, after in zip(_ends(old), _ends(new), strict=True)]
    if all(step >= 0 for step in steps) and any(steps):
        return "raised"
    return "lowered" if all(step <= 0 for step in steps) and any(steps) else "changed"


def _ends(reading: ReadAs) -> tuple[int, int]:
    low = reading.low if reading.low is not None else reading.high or 0
    return low, reading.high if reading.high is not None else low
