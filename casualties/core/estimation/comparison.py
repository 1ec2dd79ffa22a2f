"""What became of each claim between two derivations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from casualties.core.estimation.derivation import Derivation, ReadAs, Said, TermLine
from casualties.core.estimation.wording import possessive, spoken
from casualties.core.words import LeftOut, Qualifier, Use
from sources.core.types import Reliability
from sources.core.words import Word


class Event(Word):
    """What happened to a claim, in the order in which a sentence tells it."""

    ADDED = "added", "New, and counts."
    GONE = "gone", "No longer in the evidence: taken back, undone or put on another incident."
    NOW_COUNTS = "now_counts", "Was a copy or left out, and counts now."
    NOW_COPY = "now_copy", "A copy of a statement on file."
    REREAD = "reread", "Its words are read as other numbers."
    REGRADED = "regraded", "Its voice has another reliability."
    REWEIGHED = "reweighed", "Its speaker's role or its credibility changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A claim as a derivation tells of it. ``state`` is its use, or why it was left out."""

    state: Use | LeftOut
    speaker: str
    said: Said
    read_as: ReadAs | None = None
    reliability: Reliability | None = None
    protected: bool = False
    term: TermLine | None = None

    def __str__(self) -> str:
        """Return whose figure it is and which."""
        # of claims without a figure, only a denial can count
        if self.state is LeftOut.DENIAL or self._counts_without_figure:
            return f"{possessive(self.speaker)} denial"
        if self.said.qualifier is Qualifier.UNSTATED:
            return f"{possessive(self.speaker)} claim without a figure"
        return f"{possessive(self.speaker)} {spoken(self.said)}"

    @property
    def _counts_without_figure(self) -> bool:
        return self.state is Use.COUNTED and self.said.qualifier is Qualifier.UNSTATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to one claim."""

    event: Event | LeftOut
    line: Line
    before: Line | None = None


def happenings(before: Derivation, after: Derivation) -> Iterator[Happening]:
    """Yield what happened to each claim, by claim key."""
    old, new = _lines(before), _lines(after)
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            yield Happening(event=Event.GONE, line=old[key])
        elif key not in old:
            yield Happening(event=_arrival(new[key], Event.ADDED), line=new[key])
        else:
            yield from _between(old[key], new[key])


def _lines(derivation: Derivation) -> dict[str, Line]:
    members = {
        member.claim: Line(
            state=member.use,
            speaker=member.speaker,
            said=member.said,
            read_as=member.read_as,
            reliability=group.reliability,
            protected=member.protected,
            term=member.term,
        )
        for group in derivation.groups
        for member in group.members
    }
    return members | {
        line.claim: Line(
            state=line.code, speaker=line.speaker, said=line.said, protected=line.protected
        )
        for line in derivation.left_out
    }


def _arrival(line: Line, counting: Event) -> Event | LeftOut:
    if isinstance(line.state, LeftOut):
        return line.state
    return counting if line.state is Use.COUNTED else Event.NOW_COPY


def _between(old: Line, new: Line) -> Iterator[Happening]:
    if old.state is not new.state:
        yield Happening(event=_arrival(new, Event.NOW_COUNTS), line=new, before=old)
    elif new.state is Use.COUNTED and old.read_as != new.read_as:
        yield Happening(event=Event.REREAD, line=new, before=old)
    elif new.state is Use.COUNTED and old.reliability is not new.reliability:
        yield Happening(event=Event.REGRADED, line=new, before=old)
    elif new.state is Use.COUNTED and old.term and new.term and _evidence(old) != _evidence(new):
        yield Happening(event=Event.REWEIGHED, line=new, before=old)


def _evidence(line: Line) -> TermLine | None:
    """Return the term without its weight, which changes with the company it keeps."""
    return replace(line.term, weight=0.0) if line.term else None
