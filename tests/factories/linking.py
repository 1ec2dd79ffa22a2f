"""Claims and incidents as the linker sees them, for tests: Dawassa on 5 March 2017 unless told."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from casualties.core.linking import Candidate, Citation, Count, Days, LinkClaim, Spot
from casualties.core.types import HEADLINE
from casualties.core.words import LocationPrecision, Status

THE_DAY = date(2017, 3, 5)
DAWASSA = Spot(
    latitude=36.335,
    longitude=43.137,
    precision=LocationPrecision.NEIGHBOURHOOD,
    names=("Dawassa, Mosul",),
    country="IQ",
)


def on(first: date, last: date | None = None) -> Days:
    return Days(first=first, last=last or first)


def march(day: int, to: int | None = None) -> Days:
    return on(date(2017, 3, day), date(2017, 3, to) if to else None)


def a_claim(**changes: Any) -> LinkClaim:
    usual = LinkClaim(key="r1/c1", when=on(THE_DAY), where=DAWASSA, published_on=date(2017, 3, 18))
    return replace(usual, **changes)


def a_candidate(code: str = "IQ-2017-0005", **changes: Any) -> Candidate:
    return replace(Candidate(code=code, when=on(THE_DAY), where=DAWASSA), **changes)


def killed(low: int | None, high: int | None, report: str = "", sub_group: str = "") -> Count:
    return Count(measure=HEADLINE, low=low, high=high, report=report, sub_group=sub_group)


def spot(latitude: float, longitude: float, precision: str = "town", **changes: Any) -> Spot:
    return Spot(
        latitude=latitude,
        longitude=longitude,
        precision=LocationPrecision(precision),
        **changes,
    )


_DAYS = st.dates(date(2016, 12, 1), date(2017, 6, 30))
_SPANS = st.builds(lambda day, other: on(min(day, other), max(day, other)), _DAYS, _DAYS)
_SPOTS = st.builds(
    Spot,
    latitude=st.none() | st.floats(35.5, 37),
    longitude=st.none() | st.floats(42, 44),
    precision=st.sampled_from(LocationPrecision),
    names=st.lists(st.sampled_from(["Mosul", "الموصل", "Dawassa, Mosul", "Kirkuk"])).map(tuple),
    country=st.sampled_from(["", "IQ", "SY"]),
)
_FIGURES = st.none() | st.integers(0, 2_000_000)
_ACCOUNT: dict[str, Any] = {
    "when": st.just(Days()) | _SPANS,
    "where": _SPOTS,
    "statuses": st.frozensets(st.sampled_from(Status), max_size=2),
    "groups": st.frozensets(st.sampled_from(["children", "detainees"])),
    "parties": st.frozensets(st.sampled_from(["isis", "us-led-coalition", "iraqi-army"])),
    "causes": st.frozensets(st.sampled_from(["airstrike", "shelling", "execution"])),
    "counts": st.lists(st.builds(Count, measure=st.just(HEADLINE), low=_FIGURES, high=_FIGURES))
    .map(tuple),
    "victims": st.frozensets(st.sampled_from("abcde")),
}  # fmt: skip
random_claims = st.builds(
    LinkClaim,
    key=st.just("r1/c1"),
    published_on=st.none() | _DAYS,
    citations=st.frozensets(st.sampled_from(["x.org/1", "x.org/2"])),
    hostile=st.frozensets(st.sampled_from(["isis", "iraqi-army"])),
    listed=st.integers(1, 40),
    **_ACCOUNT,
)


@st.composite
def random_candidates(draw: Any, least: int = 0, most: int = 6) -> list[Candidate]:
    made = st.builds(
        Candidate,
        code=st.just(""),
        citations=st.lists(
            st.builds(Citation, address=st.just("x.org/1"), incidents=st.integers(1, 9))
        ).map(tuple),
        signed_off=st.booleans(),
        told=st.just(Days()) | _SPANS,
        reports=st.integers(1, 20),
        **_ACCOUNT,
    )
    found = draw(st.lists(made, min_size=least, max_size=most))
    return [replace(each, code=f"IQ-2017-{number:04}") for number, each in enumerate(found)]
