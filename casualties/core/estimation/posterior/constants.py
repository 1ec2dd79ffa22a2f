"""Every constant of the posterior in one table, a source on each line.

The table's identity is part of the method's version: a figure made with other constants can
never pass for this one's. "Measured": on data named in METHODOLOGY.md. "Judgement": ours, open
to review. "Convention": a choice of resolution or display without a claim about the world.
"""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Line(NamedTuple):
    """A constant and where it comes from."""

    value: float
    source: str


# fmt: off
TABLE: Final[Mapping[str, Line]] = MappingProxyType({
    # grid of counts (persons)
    "grid.singles": Line(400, "Convention: integers 0..399 stand alone, as most incidents need."),
    "grid.ratio": Line(1.02, "Convention: wider bins grow by 2 %, below any error of a report."),
    "grid.bins": Line(828, "Convention: reaches 2,034,349, above the greatest figure accepted."),
    # prior
    "prior.zero": Line(.05, "Judgement: one recorded incident in twenty turns out harmless."),
    "prior.alpha": Line(2.0, "Measured: civilian deaths an event, UCDP GED, fit 2.1."),
    "prior.c": Line(2.0, "Judgement: above the fitted .98, so that small counts dominate less."),
    # error shared by all groups of an incident
    "shared.kappa": Line(.5, "Judgement: half of all incidents have an error everybody shares."),
    "shared.tau": Line(.4, "Judgement: its size, in log; a common factor of about 1.5."),
    # likelihood of a claim, in log units
    "claim.phi": Line(.10, "Judgement: extra variance phi/(n+1), as people come whole."),
    "claim.wide_sd": Line(1.2, "Judgement: gone wrong, a report is off by a factor of 3."),
    "claim.wide_mean": Line(-.4, "Judgement: partial counts are commoner than inventions."),
    "claim.zero_edge": Line(.35, "Convention: lower edge of 0, which has no logarithm."),
    "claim.decay": Line(4.0, "Judgement: 'at least x' is said of counts 1/4 above x in log."),
    "claim.about_sd": Line(.15, "Judgement: 'about x' means within 15 %."),
    "claim.vague_sd": Line(.20, "Judgement: how far speakers differ on what a word means."),
    "claim.early_sd": Line(.35, "Measured: change of figures first published within 72 hours."),
    "claim.early_days": Line(3, "Convention: 72 hours, as dates carry no hour."),
    # rounding
    "round.least_ratio": Line(2.0, "Convention: a unit above half the figure is no rounding."),
    "round.spike_loss": Line(3.0, "Judgement: the rounder, the rarer exactly right."),
    # reliability of the root (Admiralty code): r is the share of reports that are not gone wrong
    "r.A": Line(.97, "Judgement, checked against acceptance on simulated and real reports."),
    "r.B": Line(.93, "Judgement, as r.A."),
    "r.C": Line(.85, "Judgement, as r.A."),
    "r.D": Line(.70, "Judgement, as r.A."),
    "r.E": Line(.50, "Judgement, as r.A."),
    "r.F": Line(.70, "Judgement: cannot be judged stands with D; it does not mean worst."),
    # a draft that a reader drew from a text, before a person has looked at it
    "draft.read": Line(.90, "Measured: share of figures read that coders had, 3,200 texts."),
    # standard error of a report that is not gone wrong, in log
    "s.A": Line(.10, "Judgement: 10 %."),
    "s.B": Line(.15, "Judgement: 15 %."),
    "s.C": Line(.25, "Judgement: 25 %."),
    "s.D": Line(.40, "Judgement: 40 %."),
    "s.E": Line(.60, "Judgement: 60 %."),
    "s.F": Line(.40, "Judgement: as D."),
    # chance that such a report is exactly right
    "rho.A": Line(.65, "Measured: 46-51 % of reports on one event agree; spread by grade."),
    "rho.B": Line(.55, "Measured, as rho.A."),
    "rho.C": Line(.40, "Measured, as rho.A."),
    "rho.D": Line(.25, "Measured, as rho.A."),
    "rho.E": Line(.10, "Measured, as rho.A."),
    "rho.F": Line(.25, "Measured, as rho.A."),
    # information credibility: shift of logit r
    "credibility.1": Line(1.0, "Judgement: confirmed by other sources."),
    "credibility.2": Line(.5, "Judgement: probably true."),
    "credibility.3": Line(.0, "Convention: possibly true; also where nobody judged it."),
    "credibility.4": Line(-1.0, "Judgement: doubtful."),
    "credibility.5": Line(-2.0, "Judgement: improbable."),
    "credibility.6": Line(.0, "Convention: cannot be judged does not mean worst."),
    # bias of a speaker by its role in the incident, in log, and how much it varies
    "bias.accused": Line(-.35, "Measured: conceded against other figures, Airwars' Syria set."),
    "bias.accused_sd": Line(.5, "Measured, as bias.accused."),
    "bias.accuser": Line(.20, "Judgement: no data set separates accusers."),
    "bias.accuser_sd": Line(.4, "Judgement, as bias.accuser."),
    "bias.neutral": Line(.0, "Convention: the scale on which the others are measured."),
    "bias.neutral_sd": Line(.05, "Judgement: nobody is without any."),
    # conversion to killed civilians, in log
    "convert.injured_too": Line(1.15, "Judgement: about one killed for each two injured."),
    "convert.injured_too_sd": Line(.55, "Judgement: weapons and places differ widely."),
    "convert.people": Line(.0, "Judgement: 'people' are civilians where nothing says otherwise."),
    "convert.people_sd": Line(.15, "Judgement, as convert.people."),
    "convert.mixed": Line(.35, "Judgement: some of the dead fought, if fighters are spoken of."),
    "convert.mixed_sd": Line(.40, "Judgement, as convert.mixed."),
    # lists of names and concessions
    "names.s": Line(.03, "Judgement: a counted list is off by a slip at most."),
    "names.r": Line(.98, "Judgement: rarely is a whole list wrong."),
    "names.false": Line(.02, "Judgement: one name in fifty is a double or alive."),
    "concession.below": Line(.1, "Judgement: a party rarely concedes more than there were."),
    # denial of harm: probability of the denial
    "denial.zero": Line(.95, "Judgement: nobody harmed is nearly always said so."),
    "denial.accused": Line(.88, "Measured: 89 % of decided assessments by an accused coalition."),
    "denial.A": Line(.01, "Judgement: chance of a denial where one person died."),
    "denial.B": Line(.02, "Judgement, as denial.A."),
    "denial.C": Line(.05, "Judgement, as denial.A."),
    "denial.D": Line(.10, "Judgement, as denial.A."),
    "denial.E": Line(.20, "Judgement, as denial.A."),
    "denial.F": Line(.10, "Judgement, as denial.A."),
    "denial.fade": Line(3.0, "Judgement: the more died, the harder to overlook; half at about 10."),
    # summary
    "summary.level": Line(.80, "Convention: the headline range; one truth in five lies outside."),
    "summary.tolerance": Line(1e-9, "Convention: rounding of sums never decides a quantile."),
    # flags
    "differ.overlap": Line(.2, "Judgement: below it, a voice stands apart from the rest."),
    "differ.r": Line(.5, "Judgement: a voice too weak to make others doubtful."),
    "differ.factor": Line(2.0, "Judgement: a factor a reader should hear of."),
    "readings.apart": Line(2.0, "Judgement: two peaks count where a factor lies between them."),
    "readings.valley": Line(.6, "Judgement: depth of the valley against the lower peak."),
    "readings.share": Line(.2, "Judgement: probability on each side."),
    "denied.positive": Line(.9, "Judgement: harm is well attested without the denial."),
})
# fmt: on

ROUNDING_UNITS: Final = (10_000, 5_000, 1_000, 500, 100, 50, 10, 5)
"""What people round to (persons), the coarsest first."""

LEVELS: Final = (0.5, 0.8, 0.95)
"""Probabilities of the intervals beside the best figure."""


def constant(name: str) -> float:
    """Return a constant by its name in the table.

    Examples
    --------
    >>> constant("r.B")
    0.93
    """
    return TABLE[name].value


def _identity() -> str:
    """Return a hash of names and numbers; the sources cited are not part of it."""
    content = [{name: line.value for name, line in TABLE.items()}, ROUNDING_UNITS, LEVELS]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


IDENTITY: Final = _identity()
VERSION: Final = f"posterior-1.{IDENTITY[:8]}"
