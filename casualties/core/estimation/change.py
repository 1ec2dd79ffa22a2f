"""Why a range moved, or did not, in one sentence."""

from collections.abc import Iterable

from casualties.core.estimation.comparison import Event, Happening, happenings
from casualties.core.estimation.revisions import revisions
from casualties.core.estimation.values import Snapshot
from casualties.core.estimation.wording import listed_briefly, openness, ranged, sentence
from casualties.core.types import Interval
from casualties.core.words import LeftOut, Outcome

_TOLD: dict[Event | LeftOut, tuple[str, str]] = {
    # what a sentence says of one claim, and of several
    Event.ADDED: ("added", "added"),
    Event.GONE: ("no longer counts here", "no longer count here"),
    Event.NOW_COUNTS: ("now counts", "now count"),
    Event.NOW_COPY: ("repeats a statement already on file", "repeat statements already on file"),
    Event.REREAD: ("is read as other numbers", "are read as other numbers"),
    Event.REWEIGHED: (
        "is weighed otherwise, as its speaker's role or its credibility changed",
        "are weighed otherwise, as their speakers' roles or their credibility changed",
    ),
    LeftOut.NO_FIGURE: ("gives no figure to count", "give no figure to count"),
    LeftOut.DENIAL: ("carries no figure", "carry no figure"),
    LeftOut.SUPERSEDED: ("was replaced by a later figure", "were replaced by later figures"),
    LeftOut.CORRECTED: ("was corrected", "were corrected"),
    LeftOut.SYNTHESIS: (
        "is built from claims that count themselves",
        "are built from claims that count themselves",
    ),
    LeftOut.OTHER_MEASURE: (
        "repeats a statement that counts in another measure",
        "repeat statements that count in another measure",
    ),
    LeftOut.PART: (
        "counts only a part, within the figures for all",
        "count only a part, within the figures for all",
    ),
    LeftOut.VACUOUS: ("sets no limit", "set no limit"),
}
_TOLD_UNMOVED = _TOLD | {
    Event.ADDED: ("was added and moves neither end", "were added and move neither end"),
    Event.GONE: (
        "no longer counts here and held neither end",
        "no longer count here and held neither end",
    ),
}


def explain_change(before: Snapshot | None, after: Snapshot) -> str:
    """Say in one sentence why a range moved or did not.

    Answers what an analyst asks on finding another range than yesterday's.

    Parameters
    ----------
    before
        The estimate that was in force; None for the first.
    after
        The estimate that takes its place, of the same incident and measure.

    Returns
    -------
    str
        One sentence that names the claims and the effect. Speakers are named as readers may see
        them.

    Examples
    --------
    >>> from casualties.core.coding import load_scheme
    >>> from casualties.core.estimation.estimator import estimate
    >>> from casualties.core.types import HEADLINE, Evidence
    >>> none = estimate(Evidence(), HEADLINE, method="envelope", scheme=load_scheme())
    >>> explain_change(None, none.snapshot)
    'No range yet: no claim is on file.'
    """
    if before is None:
        return _first(after)
    moved = (before.outcome, before.interval) != (after.outcome, after.interval)
    causes = _causes(before, after, moved=moved)
    if not moved and after.outcome is Outcome.NO_ESTIMATE:
        return sentence(f"still no range: {causes}")
    return sentence(f"{causes}: {_effect(before, after)}" if moved else f"unchanged: {causes}")


def _first(after: Snapshot) -> str:
    if after.outcome is Outcome.NO_ESTIMATE:
        return sentence(f"no range yet: {_uncapitalised(after.reason)}")
    speakers = sorted({group.speaker for group in after.derivation.groups})
    open_sides = openness(after.interval)
    where = f"{ranged(after.interval)}{open_sides}{',' if open_sides else ''}"
    return sentence(f"first range: {where} from {listed_briefly(speakers, 'other')}")


def _causes(before: Snapshot, after: Snapshot, *, moved: bool) -> str:
    clauses = []
    if (before.method, before.method_version) != (after.method, after.method_version):
        old, new = _method(before), _method(after)
        clauses.append(f"the method changed from {old} to {new}")
    if (was := _prior(before)) and (now := _prior(after)) and was != now:
        clauses.append(f"the prior changed from {was} to {now}")
    if before.scheme != after.scheme:
        clauses.append(f"the coding scheme changed from {before.scheme} to {after.scheme}")
    happened = list(happenings(before.derivation, after.derivation))
    if clauses:
        happened = [one for one in happened if one.event not in (Event.REREAD, Event.REWEIGHED)]
    revised, happened = revisions(happened)
    clauses += revised
    clauses += _told(happened, _TOLD if moved else _TOLD_UNMOVED)
    clauses += _regraded(happened)
    # a grade follows from the same claims: it is told where nothing else is
    told = clauses or _grade_changed(before, after) or ["the evidence was described anew"]
    return "; ".join(told)


def _method(of: Snapshot) -> str:
    """Name a method with its version, once where the version begins with the name."""
    if of.method_version.startswith(of.method):
        return of.method_version
    return f"{of.method} {of.method_version}"


def _prior(of: Snapshot) -> str:
    line = of.derivation.posterior
    return f"{line.parameters} {line.parameters_version}" if line else ""


def _told(
    happened: Iterable[Happening], words: dict[Event | LeftOut, tuple[str, str]]
) -> list[str]:
    """Return a clause for each kind of event, naming the claims it befell."""
    befell: dict[Event | LeftOut, list[str]] = {}
    for one in happened:
        befell.setdefault(one.event, []).append(str(one.line))
    return [
        f"{listed_briefly(befell[event], 'further claim')} {several if befell[event][1:] else one}"
        for event, (one, several) in words.items()
        if event in befell
    ]


def _regraded(happened: Iterable[Happening]) -> list[str]:
    clauses = {
        f"{one.line.speaker} regraded from {one.before.reliability} to {one.line.reliability}"
        for one in happened
        if one.event is Event.REGRADED and one.before is not None
    }
    return sorted(clauses)


def _grade_changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Return a clause for each axis of the incident's grade that changed."""
    was, now = before.derivation.grade, after.derivation.grade
    if was is None or now is None:
        return []
    axes = (("harm", was.harm, now.harm), ("attribution", was.attribution, now.attribution))
    return [
        f"{axis} graded {new.label} and no longer {old.label}"
        for axis, old, new in axes
        if old is not new
    ]


def _effect(before: Snapshot, after: Snapshot) -> str:
    if after.outcome is Outcome.NO_ESTIMATE:
        return f"no range any more, {ranged(before.interval)} before"
    if before.outcome is Outcome.NO_ESTIMATE:
        return f"first range {ranged(after.interval)}{openness(after.interval)}"
    if before.derivation.posterior and after.derivation.posterior:
        return _shifted(before.interval, after.interval)
    ends = [
        f"{end} {_shown(old)} -> {_shown(new)}"
        for end, old, new in (
            ("low", before.interval.low, after.interval.low),
            ("best", before.interval.best, after.interval.best),
            ("high", before.interval.high, after.interval.high),
        )
        if old != new
    ]
    return ", ".join([*ends, *_opened(before.interval, after.interval)])


def _shifted(old: Interval, new: Interval) -> str:
    """Return how far each end moved, the best first."""
    ends = [("best", old.best, new.best), ("low", old.low, new.low), ("high", old.high, new.high)]
    return ", ".join(
        f"{end} {now - was:+d} ({was} -> {now})"
        for end, was, now in ends
        if was is not None and now is not None and was != now
    )


def _opened(old: Interval, new: Interval) -> list[str]:
    """Return which sides opened or closed, in words."""
    sides = (
        ("lower", old.open_below, new.open_below),
        ("upper", old.open_above, new.open_above),
    )
    return [
        f"no {side} limit stated" if opens else f"{side} limit stated now"
        for side, was_open, opens in sides
        if was_open is not opens
    ]


def _shown(figure: int | None) -> str:
    return "none" if figure is None else str(figure)


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]
