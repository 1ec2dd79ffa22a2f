"""The stored and served shape of a derivation."""

from typing import NotRequired, TypedDict


class SaidJson(TypedDict):
    """`Said` in JSON."""

    qualifier: str
    low: int | None
    best: int | None
    high: int | None
    word: str | None
    expression: str
    sub_group: str | None
    scheme: str | None


class ReadAsJson(TypedDict):
    """`ReadAs` in JSON."""

    low: int | None
    best: int | None
    high: int | None
    open_below: bool
    open_above: bool


class TermJson(TypedDict):
    """`TermLine` in JSON."""

    kind: str
    low: int
    high: int
    r: float
    rho: float
    offset: float
    variance: float
    weight: float


class FloorJson(TypedDict):
    """`FloorLine` in JSON."""

    kind: str
    n: int


class InfluenceJson(TypedDict):
    """`InfluenceLine` in JSON."""

    divergence: float
    overlap: float
    low: int | None
    best: int | None
    high: int | None
    floors: list[FloorJson]


class PosteriorJson(TypedDict):
    """`PosteriorLine` in JSON.

    ``intervals``: [level, low, high] each. ``readings``: [peak, low, high, probability] each.
    """

    constants: str
    parameters: str
    parameters_version: str
    alpha: float
    c: float
    zero_prior: float
    reason: str
    intervals: list[tuple[float, int, int]]
    zero: float
    mean: float
    sd: float
    readings: list[tuple[int, int, int, float]]
    converted: bool


class MemberJson(TypedDict):
    """`DerivationMember` in JSON."""

    claim: str
    use: str
    why: str
    speaker: str
    protected: bool
    said: SaidJson
    read_as: ReadAsJson | None
    term: NotRequired[TermJson | None]


class GroupJson(TypedDict):
    """`DerivationGroup` in JSON."""

    key: str
    root: str | None
    speaker: str
    protected: bool
    reliability: str
    members: list[MemberJson]
    weight: float | None
    shift: float | None
    influence: NotRequired[InfluenceJson | None]


class OmissionJson(TypedDict):
    """`DerivationOmission` in JSON."""

    claim: str
    code: str
    sentence: str
    speaker: str
    protected: bool
    said: SaidJson


class BoundJson(TypedDict):
    """`Bound` in JSON."""

    figure: int
    claim: str | None
    sentence: str


class BoundsJson(TypedDict):
    """Where low, best and high come from."""

    low: BoundJson | None
    best: BoundJson | None
    high: BoundJson | None


class GradeJson(TypedDict):
    """`Grade` in JSON."""

    harm: str
    attribution: str
    harm_because: str
    attribution_because: str


class DerivationJson(TypedDict):
    """`Derivation` in JSON: the shape that is stored and served."""

    version: int
    groups: list[GroupJson]
    left_out: list[OmissionJson]
    bounds: BoundsJson
    posterior: NotRequired[PosteriorJson | None]
    grade: NotRequired[GradeJson | None]
