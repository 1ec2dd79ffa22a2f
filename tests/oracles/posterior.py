"""The posterior written a second time: plain Python, one count after another, no arrays.

Constants are typed in again and sums are taken the long way, so that a slip on either side
shows. A claim is a dictionary of words; a group is a grade and a list of claims.
"""

import math
from functools import cache

R = {"A": 0.97, "B": 0.93, "C": 0.85, "D": 0.70, "E": 0.50, "F": 0.70}
S = {"A": 0.10, "B": 0.15, "C": 0.25, "D": 0.40, "E": 0.60, "F": 0.40}
RHO = {"A": 0.65, "B": 0.55, "C": 0.40, "D": 0.25, "E": 0.10, "F": 0.25}
DENIES = {"A": 0.01, "B": 0.02, "C": 0.05, "D": 0.10, "E": 0.20, "F": 0.10}
LOGIT = {1: 1.0, 2: 0.5, 3: 0.0, None: 0.0, 4: -1.0, 5: -2.0, 6: 0.0}
BIAS = {"accused": (-0.35, 0.5), "accuser": (0.20, 0.4), "neutral": (0.0, 0.05)}
ROUND = [1, 5, 10, 50, 100, 500, 1000, 5000, 10000]


@cache
def bins():
    """(first, last) of every bin."""
    found = [(n, n) for n in range(400)]
    edge = 400
    while len(found) < 828:
        following = math.ceil(1.02 * edge)
        found.append((edge, following - 1))
        edge = following
    return found


@cache
def middle(k):
    a, b = bins()[k]
    return a if a == b else math.sqrt(a * b)


def below(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def between(low, high):
    """Normal mass from low to high, taken on the side where it is small."""
    if low > 0:
        return below(-low) - below(-high)
    return below(high) - below(low)


def prior(alpha=2.0, c=2.0, zero=0.05):
    raw = [(a - 0.5 + c) ** (1 - alpha) - (b + 0.5 + c) ** (1 - alpha) for a, b in bins()[1:]]
    scale = (1 - zero) / math.fsum(raw)
    return [zero, *(mass * scale for mass in raw)]


@cache
def straying():
    rows = [[1.0] + [0.0] * 827]
    for k in range(1, 828):
        centre = math.log(middle(k) + 0.5)
        row = []
        for a, b in bins():
            low = -math.inf if a == 0 else (math.log(a) - centre) / 0.4
            row.append(between(low, (math.log(b + 1) - centre) / 0.4))
        total = math.fsum(row)
        rows.append([mass / total for mass in row])
    return rows


def rounding(x):
    unit = max([g for g in ROUND if g <= x / 2 and x % g == 0], default=1)
    if unit == 1:
        return 0.0, 1.0
    return (unit / x) ** 2 / 12, max(0.0, 1 - 3 * unit / x)


def channel(claim, grade):
    """r and s of one claim."""
    if claim["names"]:
        return 0.98, 0.03
    logit = math.log(R[grade] / (1 - R[grade])) + LOGIT[claim["credibility"]]
    return 1 / (1 + math.exp(-logit)), S[grade]


def likelihood(claim, grade, k):
    """L of one claim at one bin."""
    n = middle(k)
    if claim["kind"] == "denial":
        if n == 0:
            return 0.95
        if claim["role"] == "accused":
            return 0.88
        return DENIES[grade] / math.sqrt(1 + (n - 1) / 3)
    r, s = channel(claim, grade)
    rho = 0.0
    bias, spread = BIAS[claim["role"]]
    variance = s * s + spread * spread + 0.1 / (n + 1)
    widths = {"early": 0.35, "about": 0.15, "vague": 0.2, "converted": 0.55}
    variance += sum(width * width for word, width in widths.items() if claim[word])
    bias += 1.15 if claim["converted"] else 0
    if claim["kind"] == "exact" and not claim["about"]:
        extra, kept = rounding(claim["low"])
        variance += extra
        if claim["role"] == "neutral" and not claim["converted"]:
            rho = RHO[grade] * kept
    mu = math.log(n + 0.5) + bias
    narrow = form(claim, mu, math.sqrt(variance))
    wide = form(claim, mu - 0.4, math.sqrt(variance + 1.44))
    spike = 0.0
    if claim["kind"] == "exact":
        a, b = bins()[k]
        x = claim["low"]
        if a <= x <= b:
            spike = 1 / ((math.log(x + 1) - math.log(max(x, 0.35))) * (b - a + 1))
    return r * ((1 - rho) * narrow + rho * spike) + (1 - r) * wide


def form(claim, mu, sd):
    low, high = claim["low"], claim["high"]
    if claim["kind"] in ("exact", "range"):
        start = -math.inf if low == 0 else (math.log(low) - mu) / sd
        stop = (math.log(high + 1) - mu) / sd
        return between(start, stop) / (math.log(high + 1) - math.log(max(low, 0.35)))
    d = math.log(low + 0.5) - mu
    if claim["kind"] == "most":
        d = -d
    return 4 * math.exp(4 * d + 8 * sd * sd) * below(-d / sd - 4 * sd)


def floor(claims, n):
    least = 1.0
    for claim in claims:
        if claim["converted"] or claim["kind"] in ("denial", "most"):
            continue
        listed = claim["low"]
        if claim["names"] and n < listed:
            least = min(least, false_names(listed, listed - n))
        if claim["conceded"] and n < listed:
            least = min(least, 0.1)
    return least


def false_names(listed, false):
    """P(Binomial(listed, .02) >= false), term by term."""
    return math.fsum(
        math.comb(listed, m) * 0.02**m * 0.98 ** (listed - m) for m in range(false, listed + 1)
    )


def posterior(groups, parameters=(2.0, 2.0, 0.05)):
    """Masses of the 828 bins; ``groups`` are (grade, distinct claims)."""
    logs = []
    for k in range(828):
        total = 0.0
        for grade, claims in groups:
            total += math.fsum(math.log(likelihood(c, grade, k)) for c in claims) / len(claims)
        logs.append(total)
    top = max(logs)
    consensus = [math.exp(log - top) for log in logs]
    mass = []
    for k, (weight, row) in enumerate(zip(prior(*parameters), straying(), strict=True)):
        strayed = math.fsum(map(float.__mul__, row, consensus))
        mixed = 0.5 * consensus[k] + 0.5 * strayed
        for _, claims in groups:
            mixed *= floor(claims, round(middle(k)))
        mass.append(weight * mixed)
    total = math.fsum(mass)
    return [m / total for m in mass]


def quantile(mass, t):
    reached = 0.0
    for k, m in enumerate(mass):
        reached += m
        if reached >= t - 1e-9:
            return k
    return 827


def summary(mass):
    """best, low, high at 80 %."""
    low, high = bins()[quantile(mass, 0.1)][0], bins()[quantile(mass, 0.9)][1]
    return round(middle(quantile(mass, 0.5))), low, high
