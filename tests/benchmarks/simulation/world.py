"""Incidents with a known count, and sources that report them in ways the model does not know."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from casualties.core.coding import load_scheme
from casualties.core.types import Evidence, EvidenceClaim, Quantity, Tie
from casualties.core.words import Qualifier, Relation, Stance
from sources.core.types import Reliability
from tests.factories.evidence import claim

GRADES = "ABCDEF"
GRADE_SHARES = (0.08, 0.22, 0.25, 0.20, 0.10, 0.15)
TRUE_S = dict(zip(GRADES, (0.10, 0.15, 0.25, 0.40, 0.60, 0.40), strict=True))
TRUE_R = dict(zip(GRADES, (0.97, 0.93, 0.85, 0.70, 0.50, 0.70), strict=True))
TRUE_RHO = dict(zip(GRADES, (0.65, 0.55, 0.40, 0.25, 0.10, 0.25), strict=True))
ACCUSED, ACCUSER = "accused-party", "accuser-party"
HOSTILE = ((ACCUSED, ACCUSER),)
WORDS = ("couple", "few", "several", "dozen", "dozens", "scores", "hundreds", "thousands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """How far the world strays from what the model believes."""

    name: str
    heavy_tails: bool = False
    undeclared_copies: float = 0.0
    shared_sd: float = 0.0
    misgraded: float = 0.0
    accused_bias: float = -0.5
    accuser_bias: float = 0.25


SCENARIOS = (
    Scenario(name="base"),
    Scenario(name="heavy tails", heavy_tails=True),
    Scenario(name="undeclared copies", undeclared_copies=0.3),
    Scenario(name="shared error", shared_sd=0.35),
    Scenario(name="misgraded", misgraded=0.3),
    Scenario(name="strong party bias", accused_bias=-1.5, accuser_bias=0.6),
    Scenario(
        name="all at once",
        heavy_tails=True,
        undeclared_copies=0.3,
        shared_sd=0.35,
        misgraded=0.3,
        accused_bias=-1.5,
        accuser_bias=0.6,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source as it truly is, and the grade it is seen under."""

    name: str
    role: str
    grade: str
    seen: str
    s: float
    bias: float


@dataclass(slots=True, kw_only=True)
class World:
    """Sixty sources: 46 neutral, 8 of the accused party, 6 of its accuser."""

    scenario: Scenario
    rng: np.random.Generator
    voices: dict[str, list[Voice]] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario, seed: int) -> "World":
        """Draw the sources."""
        world = cls(scenario=scenario, rng=np.random.default_rng(seed))
        for role, count in (("neutral", 46), ("accused", 8), ("accuser", 6)):
            world.voices[role] = [world._source(role, number) for number in range(count)]
        return world

    def _source(self, role: str, number: int) -> Voice:
        rng, scenario = self.rng, self.scenario
        grade = "D" if role != "neutral" else str(rng.choice(list(GRADES), p=GRADE_SHARES))
        centre, spread = {
            "neutral": (0.0, 0.08),
            "accused": (scenario.accused_bias, 0.4),
            "accuser": (scenario.accuser_bias, 0.25),
        }[role]
        return Voice(
            name=f"{role}-{number}",
            role=role,
            grade=grade,
            seen=self._seen(grade),
            s=TRUE_S[grade] * math.exp(rng.normal(0, 0.3)),
            bias=rng.normal(centre, spread),
        )

    def _seen(self, grade: str) -> str:
        """Return the grade a source is seen under: one off for some."""
        if self.rng.random() >= self.scenario.misgraded:
            return grade
        place = "ABCDE".index("D" if grade == "F" else grade)
        step = place + int(self.rng.choice([-1, 1]))
        return "ABCDE"[1 if step < 0 else 3 if step > 4 else step]

    def incidents(self, count: int) -> Iterator[tuple[int, Evidence]]:
        """Yield true counts and what is said of them."""
        for _ in range(count):
            n = self._count()
            yield n, self._evidence(n)

    def _count(self) -> int:
        """1 + the floor of a Lomax (2.1, 1.5) capped at 200,000; 5 % are 0."""
        if self.rng.random() < 0.05:
            return 0
        return min(200_000, 1 + int(1.5 * (self.rng.random() ** (-1 / 1.1) - 1)))

    def _evidence(self, n: int) -> Evidence:
        rng = self.rng
        shared = 0.0
        if self.scenario.shared_sd and rng.random() < 0.5:
            shared = rng.normal(0, self.scenario.shared_sd)
        consensus = n if shared == 0 else max(0, round((n + 0.5) * math.exp(shared) - 0.5))
        neutral = min(9, 1 + rng.poisson(0.35 * max(n, 1) ** 0.35))
        speaking = list(rng.choice(np.array(self.voices["neutral"], object), neutral, False))
        speaking += [rng.choice(np.array(self.voices["accused"], object))] * (rng.random() < 0.35)
        speaking += [rng.choice(np.array(self.voices["accuser"], object))] * (rng.random() < 0.25)
        claims: list[EvidenceClaim] = []
        ties: list[Tie] = []
        for number, voice in enumerate(speaking):
            key = f"c{number:02}"
            original = self._copied(claims, voice)
            said = self._said(voice, consensus if n else 0)
            if original is not None:
                said = {"quantity": original.quantity, "stance": original.stance}
                if rng.random() < 0.25 / (0.25 + 0.75 * self.scenario.undeclared_copies):
                    ties.append(Tie(claim=key, relation=Relation.REPEATS, on=original.key))
            claims.append(self._claim(key, voice, **said))
        return Evidence.of(claims, ties, HOSTILE)

    def _copied(self, claims: list[EvidenceClaim], voice: Voice) -> EvidenceClaim | None:
        """Return the claim a later neutral source copies, if it copies: a quarter declare it."""
        copying = 0.25 + 0.75 * self.scenario.undeclared_copies
        if not claims or voice.role != "neutral" or self.rng.random() >= copying:
            return None
        return claims[int(self.rng.integers(len(claims)))]

    def _claim(self, key: str, voice: Voice, quantity: Quantity, stance: Stance) -> EvidenceClaim:
        return claim(
            key,
            voice.name,
            quantity,
            stance=stance,
            reliability=Reliability(voice.seen),
            claimant_party={"accused": ACCUSED, "accuser": ACCUSER}.get(voice.role),
            alleged_parties=() if voice.role == "accused" else (ACCUSED,),
        )

    def _said(self, voice: Voice, consensus: int) -> dict[str, Any]:
        """Return a denial or a figure; ``consensus`` is the count as all sources hold it."""
        rng = self.rng
        denying = {
            "accused": 0.95 if consensus == 0 else 0.85,
            "neutral": 0.8 if consensus == 0 else 0.02,
            "accuser": 0.0,
        }[voice.role]
        if rng.random() < denying:
            return {"quantity": Quantity.said(Qualifier.UNSTATED), "stance": Stance.DENIES_HARM}
        core = rng.random() < TRUE_R[voice.grade]
        log_figure = math.log(consensus + 0.5) + voice.bias + self._error(voice, consensus, core)
        exact = core and voice.role == "neutral" and rng.random() < TRUE_RHO[voice.grade]
        quantity = self._worded(log_figure, consensus if exact else None)
        return {"quantity": quantity, "stance": Stance.ASSERTS}

    def _error(self, voice: Voice, n: int, core: bool) -> float:
        """Normal, or t with three degrees of freedom over 1.2; a report gone wrong has sd 1.2."""
        spread = math.sqrt(voice.s**2 + 0.10 / (n + 1) + (0.0 if core else 1.2**2))
        if self.scenario.heavy_tails and core:
            return float(self.rng.standard_t(3) / 1.2 * spread)
        return float(self.rng.normal(0, spread))

    def _worded(self, log_figure: float, spike: int | None) -> Quantity:
        rng = self.rng
        figure = min(math.floor(math.exp(log_figure)), 1_900_000)
        kind = rng.choice(
            ["exact", "between", "least", "most", "vague"], p=[0.52, 0.15, 0.22, 0.05, 0.06]
        )
        if kind == "between":
            half = rng.uniform(0.1, 0.6) / 2
            low, high = (math.floor(math.exp(log_figure + side)) for side in (-half, half))
            return Quantity.said(Qualifier.BETWEEN, low, high)
        if kind in ("least", "most"):
            away = rng.exponential(0.25) * (-1 if kind == "least" else 1)
            bound = math.floor(math.exp(log_figure + away))
            return Quantity.said(
                Qualifier.AT_LEAST if kind == "least" else Qualifier.AT_MOST, bound
            )
        if kind == "vague" and (words := _words_for(figure)):
            return Quantity.said(Qualifier.VAGUE, word=str(rng.choice(words)))
        if spike is not None:
            return Quantity.said(Qualifier.EXACTLY, spike)
        if figure >= 50 and rng.random() < 0.6:
            figure = 10 * round(figure / 10)
        return Quantity.said(Qualifier.EXACTLY, figure)


def _words_for(figure: int) -> list[str]:
    ranges = {word: load_scheme().range_of(word) for word in WORDS}
    return [w for w, r in ranges.items() if r and r.low <= figure <= (r.high or figure)]
