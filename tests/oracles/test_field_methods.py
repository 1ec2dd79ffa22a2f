"""The grouping and the five methods, written a second time, slowly and otherwise.

Plain dictionaries, repeated passes until nothing changes, sets of pairs for reachability: no
code is shared with the programme but the scheme's table of numbers.
"""

import math
from collections import Counter
from fractions import Fraction

from hypothesis import given, settings

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.estimation.field_methods import FIELD_METHODS
from casualties.core.types import HEADLINE
from tests.factories.evidence import BODIES, random_evidence

SCHEME = load_scheme("corroborate")
GRADE = {"A": 0, "B": 1, "C": 2, "D": 3, "F": 3, "E": 4}


def closure(pairs):
    """Every (from, to) one can travel."""
    found = set(pairs)
    while True:
        more = {(a, d) for a, b in found for c, d in found if b == c} - found
        if not more:
            return found
        found |= more


def tamed(pairs):
    """The pairs in the order given, without those that close a circle."""
    kept = []
    for start, end in pairs:
        if start != end and (end, start) not in closure(kept):
            kept.append((start, end))
    return kept


class Slow:
    def __init__(self, evidence, measure):
        self.claims = {claim.key: claim for claim in evidence.claims}
        self.measure = measure
        self.ties = [
            (tie.relation.value, tie.claim, tie.on)
            for tie in evidence.ties
            if tie.claim in self.claims
        ]
        self.stand_in = self.find_corrections()
        self.copy_of = self.find_copies()
        self.codes, self.counted = {}, {}
        self.sort_out()

    def ends(self, relation):
        return [(a, b) for name, a, b in self.ties if name == relation]

    def now(self, key):
        return self.stand_in.get(key, key)

    def live(self):
        return [key for key in self.claims if key not in self.stand_in]

    def find_corrections(self):
        pairs = sorted({pair for pair in self.ends("corrects") if pair[1] in self.claims})
        reach = closure(tamed(pairs))
        able = {
            (new, old)
            for new, old in reach
            if self.claims[new].reviewed or not self.claims[old].reviewed
        }
        gone = {old for _, old in able}
        stand_in = {}
        for old in gone:
            heirs = sorted(new for new, other in able if other == old and new not in gone)
            reviewed = [new for new in heirs if self.claims[new].reviewed]
            stand_in[old] = (reviewed or heirs)[0]
        return stand_in

    def find_copies(self):
        chosen = {}
        for key in self.live():
            pairs = [(a, self.now(b)) for a, b in self.ends("repeats") if self.now(a) == key]
            own = {b for a, b in pairs if a == key and b != key}
            targets = sorted(own or {b for _, b in pairs if b != key})
            on_file = [target for target in targets if target in self.claims]
            if targets:
                chosen[key] = (on_file or targets)[0]
        return dict(tamed(sorted(chosen.items())))

    def anchor(self, key):
        while self.copy_of.get(key) in self.claims:
            key = self.copy_of[key]
        return key

    def statement(self, key):
        key = self.now(key)
        while key in self.copy_of:
            key = self.copy_of[key]
        return key

    def numbers(self, claim):
        """(low, best, high, class) as said, or None."""
        said, name = claim.quantity, claim.quantity.qualifier.value
        if name == "vague":
            found = SCHEME.range_of(said.word)
            return found and (found.low, None, found.high, 4)
        if name == "unstated" or (name == "at_least" and said.low == 0):
            return None
        if name == "more_than":
            return (said.low + 1, None, None, 3)
        if name == "at_most":
            return (0, 0, 0, 1) if said.high == 0 else (None, None, said.high, 3)
        if name == "at_least":
            return (said.low, None, None, 3)
        return (said.low, said.best, said.high, 1 if said.low == said.high else 2)

    def is_part(self, key):
        if self.claims[key].sub_group:
            return True
        for a, b in self.ends("part_of"):
            whole = self.claims.get(self.now(b))
            same = whole is not None and whole.measure == self.claims[key].measure
            if self.now(a) == key != self.now(b) and same:
                return True
        return False

    def sort_out(self):
        newer = tamed(
            sorted({(self.statement(a), self.statement(b)) for a, b in self.ends("revises")})
        )
        retired = {old for _, old in newer}
        pool = {}
        for key in self.live():
            claim = self.claims[key]
            if self.anchor(key) != key or claim.measure != self.measure:
                continue
            numbers, part = self.numbers(claim), self.is_part(key)
            if numbers and part:
                numbers = (numbers[0], None, None, 3) if numbers[0] else None
            if self.statement(key) in retired:
                self.codes[key] = "superseded"
            elif claim.stance.value.startswith("denies"):
                self.codes[key] = "denial"
            elif numbers is None:
                no_number = claim.quantity.qualifier.value in ("unstated", "vague")
                empty = no_number and self.numbers(claim) is None
                self.codes[key] = "no_figure" if empty else "vacuous"
            else:
                pool[key] = (numbers, part)
        self.drop_syntheses(pool, newer)
        self.drop_parts(pool)
        self.counted = {key: pool[key] for key in pool if key not in self.codes}
        self.place_the_rest(retired)

    def drop_syntheses(self, pool, newer):
        based = sorted({(self.statement(a), self.statement(b)) for a, b in self.ends("based_on")})
        below = closure(tamed([*based, *sorted((old, new) for new, old in newer)]))
        builders = {start for start, _ in based}
        for key, (_, part) in pool.items():
            home = self.statement(key)
            bases = [
                other
                for other, (_, other_part) in pool.items()
                if (home, self.statement(other)) in below and (part or not other_part)
            ]
            if bases and home in builders:
                self.codes[key] = "synthesis"

    def drop_parts(self, pool):
        left = {key: pool[key] for key in pool if key not in self.codes}
        tops = [top(numbers) for numbers, part in left.values() if not part]
        for key, (numbers, part) in left.items():
            if part and tops and bottom(numbers) <= max(tops):
                self.codes[key] = "part"

    def place_the_rest(self, retired):
        self.copies = set()
        for key, claim in self.claims.items():
            if key in self.stand_in:
                if claim.measure == self.measure:
                    self.codes[key] = "corrected"
                continue
            anchor = self.anchor(key)
            if anchor == key:
                continue
            if self.claims[anchor].measure == self.measure:
                if anchor in self.codes:
                    self.codes[key] = self.codes[anchor]
                else:
                    self.copies.add(key)
            elif claim.measure == self.measure:
                gone = self.statement(key) in retired
                self.codes[key] = "superseded" if gone else "other_measure"

    def voice(self, key):
        home = self.statement(key)
        carriers = [other for other in self.live() if self.statement(other) == home]
        names = {self.claims[other].claimant for other in carriers if self.anchor(other) == other}
        return self.claims[key].claimant if home in self.claims or len(names) == 1 else f"?{home}"

    def groups(self):
        """Voice -> list of (numbers, part), duplicates once, with the grade of the voice."""
        found = {}
        for key in sorted(self.counted):
            numbers, part = self.counted[key]
            kind = (self.claims[key].quantity.qualifier, numbers, part)
            found.setdefault(self.voice(key), {}).setdefault(kind, []).append(key)
        return {voice: (kinds, self.grade(voice)) for voice, kinds in found.items()}

    def grade(self, voice):
        keys = [key for key in self.counted if self.voice(key) == voice]
        roots = [key for key in keys if self.statement(key) in self.claims]
        if roots:
            return max(GRADE[self.claims[key].claimant_reliability] for key in roots)
        copies = [key for key in self.copies if self.anchor(key) in keys]
        return max(3, *(GRADE[self.claims[key].publisher_reliability] for key in keys + copies))


def bottom(numbers):
    return numbers[2] if numbers[0] is None else numbers[0]


def top(numbers):
    return numbers[0] if numbers[2] is None else numbers[2]


def figure(numbers):
    if numbers[1] is None and numbers[0] is not None and numbers[0] == numbers[2]:
        return numbers[0]
    return numbers[1]


def middle(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return (ordered[half] + ordered[-half - 1]) / Fraction(2)


def mode(votes):
    """votes: (group, grade, value); one vote a group and value."""
    counts = Counter(value for _, value in {(group, value) for group, _, value in votes})
    grade = {v: min(g for _, g, value in votes if value == v) for v in counts}
    ranked = sorted(counts, key=lambda value: (-counts[value], grade[value], value))
    return ranked[0] if ranked else None


def slow_interval(slow, method):
    every = [
        (voice, grade, kind[1], kind[2], min(keys))
        for voice, (kinds, grade) in slow.groups().items()
        for kind, keys in kinds.items()
    ]
    wholes = [line for line in every if not line[3]]
    lines = wholes or every
    if not lines:
        return None
    numbers = [line[2] for line in lines]
    lows, highs = [bottom(n) for n in numbers], [top(n) for n in numbers]
    best = picked = None
    if method == "envelope":
        low, high = min(lows), max(highs)
    elif method == "conservative":
        low, high = min(lows), min(highs)
        best = min(bottom(n) if figure(n) is None else figure(n) for n in numbers)
    elif method == "majority":
        low, high, best = (
            mode([(v, g, read(n)) for v, g, n, _, _ in lines if read(n) is not None])
            for read in (bottom, top, figure)
        )
        picked = (low, high)
        low, high = (pick(p for p in (low, high, best) if p is not None) for pick in (min, max))
    elif method == "informative":
        sharp = [line for line in lines if line[2][3] == min(n[3] for n in numbers)]
        chosen = sorted(sharp, key=lambda x: (-top(x[2]), -bottom(x[2]), x[1], x[4]))[0]
        numbers = [chosen[2]]
        low, high, best = bottom(numbers[0]), top(numbers[0]), figure(numbers[0])
    else:
        low, high = math.floor(middle(lows)), math.ceil(middle(highs))
        mids = [
            Fraction(bottom(n) + top(n), 2) if figure(n) is None else figure(n) for n in numbers
        ]
        best = math.floor(middle(mids) + Fraction(1, 2))
    first, then = openings(method, numbers, *(picked or (low, high))), (False, False)
    if picked:
        then = openings(method, numbers, low, high)
    below, above = first[0] or then[0], first[1] or then[1]
    greater = [bottom(line[2]) for line in every if line[3]] if wholes else []
    if greater:
        high, above = max(greater), True
    return (low, best, high, below, above)


def openings(method, numbers, low, high):
    no_low, no_high = ([n for n in numbers if n[side] is None] for side in (0, 2))
    if method == "median_of_claims":
        return tuple(len(side) >= len(numbers) - len(side) for side in (no_low, no_high))
    if method == "envelope":
        return bool(no_low), bool(no_high)
    return (
        low in [bottom(n) for n in no_low],
        high in [top(n) for n in no_high],
    )


def told(value):
    """What the programme says of each claim: its code, or the voice it counts in."""
    return {line.claim: line.code.value for line in value.derivation.left_out}


@settings(deadline=None)
@given(random_evidence())
def test_grouping_agrees_with_the_slow_one(evidence):
    for measure in (HEADLINE, BODIES):
        slow = Slow(evidence, measure)
        found = estimate(evidence, measure, method="envelope", scheme=SCHEME)
        assert told(found) == slow.codes
        assert {
            frozenset(member.claim for member in group.members if member.claim in slow.counted)
            for group in found.derivation.groups
        } == {
            frozenset(key for keys in kinds.values() for key in keys)
            for kinds, _ in slow.groups().values()
        }
        copies = {m.claim for group in found.derivation.groups for m in group.members}
        assert copies - set(slow.counted) == slow.copies


@settings(deadline=None)
@given(random_evidence())
def test_methods_agree_with_the_slow_ones(evidence):
    slow = Slow(evidence, HEADLINE)
    for method in [method.name for method in FIELD_METHODS]:
        found = estimate(evidence, HEADLINE, method=method, scheme=SCHEME).interval
        ends = (found.low, found.best, found.high, found.open_below, found.open_above)
        expected = slow_interval(slow, method)
        assert ends == (expected or (None, None, None, False, False)), method
