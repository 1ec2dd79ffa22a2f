"""The posterior of many incidents at once, and what each would be without one of its voices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats, Integers, log_of_sum
from casualties.core.estimation.posterior.floors import floor_of
from casualties.core.estimation.posterior.likelihood import log_likelihood
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, ParameterSet
from casualties.core.estimation.posterior.prior import prior
from casualties.core.estimation.posterior.shared_error import shared_error, weighing
from casualties.core.estimation.posterior.terms import Problem, Term, Voice

_UNDERFLOWN = 1e-200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Masses:
    """Posterior probabilities of some problems, every row summing to 1.

    ``whole`` (B, K): of each problem. A row of ``without`` (R, K) leaves one voice of one problem
    out, in the order of problems and their voices; ``owner`` (R,) is the row's problem. ``alone``
    (U, K) holds each distinct voice by itself, and ``voice`` (R,) the row's voice in it.
    """

    whole: Floats
    without: Floats
    alone: Floats
    owner: Integers
    voice: Integers


def masses(problems: Sequence[Problem], parameters: ParameterSet = DEFAULT) -> Masses:
    """Work out the posteriors of problems that have a voice each at least.

    Answers how probable each count is once every independent voice has been heard.

    Notes
    -----
    p(N | claims) = prior(N) h(N) sum_M S_NM prod_g L_g(M) / Z, and L_g = exp(mean over the
    distinct claims c of g of ln L_c), so that a thousand copies weigh as much as one. One voice:
    what is left without it is the prior. Total disagreement: the parts of the voices that may
    have gone wrong meet in between.
    """
    laid = _lay_out(problems)
    total = np.add.reduceat(laid.logs[laid.voice], laid.starts, axis=0)
    alone = _posterior(laid.logs, dict(enumerate(laid.floors)), parameters)
    return Masses(
        whole=_posterior(total, _floors_of(laid.owner, laid.voice, laid.floors), parameters),
        without=_without(laid, total, alone, parameters),
        alone=alone,
        owner=laid.owner,
        voice=laid.voice,
    )


def _without(laid: "_Layout", total: Floats, alone: Floats, parameters: ParameterSet) -> Floats:
    """Return each row's problem without the row's voice, shape (R, K).

    Without the only voice that is the prior; of two, the other voice alone; else a product anew.
    """
    sizes = laid.sizes[laid.owner]
    found = np.empty((len(laid.voice), total.shape[1]))
    found[sizes == 1] = prior(parameters)
    pairs = laid.starts[laid.sizes == 2]
    found[pairs] = alone[laid.voice[pairs + 1]]
    found[pairs + 1] = alone[laid.voice[pairs]]
    crowded = np.flatnonzero(sizes > 2)
    if len(crowded):
        rest = total[laid.owner[crowded]] - laid.logs[laid.voice[crowded]]
        floors = _floors_without(laid.owner, laid.voice, laid.floors)
        among = {place: floors.get(row) for place, row in enumerate(crowded.tolist())}
        found[crowded] = _posterior(rest, among, parameters)
    return found


def whole_masses(problems: Sequence[Problem], parameters: ParameterSet = DEFAULT) -> Floats:
    """Return ``masses(problems).whole`` without the work for the rest, shape (B, K)."""
    laid = _lay_out(problems)
    total = np.add.reduceat(laid.logs[laid.voice], laid.starts, axis=0)
    return _posterior(total, _floors_of(laid.owner, laid.voice, laid.floors), parameters)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Layout:
    """Problems as rows: each voice of each problem, the distinct voices worked out once."""

    logs: Floats
    floors: list[Floats | None]
    voice: Integers
    owner: Integers
    starts: Integers
    sizes: Integers


def _lay_out(problems: Sequence[Problem]) -> _Layout:
    voices = sorted({voice for problem in problems for voice in problem})
    number = {voice: row for row, voice in enumerate(voices)}
    sizes = np.array([len(problem) for problem in problems], dtype=np.int64)
    return _Layout(
        logs=voice_log_likelihood(voices),
        floors=[floor_of(voice) for voice in voices],
        voice=np.array([number[v] for problem in problems for v in problem], dtype=np.int64),
        owner=np.repeat(np.arange(len(problems)), sizes),
        starts=np.cumsum(sizes) - sizes,
        sizes=sizes,
    )


def voice_log_likelihood(voices: Sequence[Voice]) -> Floats:
    """Return ln L_g of each voice, shape (U, K): the mean over its distinct terms."""
    terms: dict[Term, int] = {}
    for voice in voices:
        for term in voice.terms:
            terms.setdefault(term, len(terms))
    logs = log_likelihood(list(terms))
    sizes = np.array([len(voice.terms) for voice in voices], dtype=np.int64)
    rows = np.array([terms[term] for voice in voices for term in voice.terms], dtype=np.int64)
    sums = np.add.reduceat(logs[rows], np.cumsum(sizes) - sizes, axis=0)
    return sums / sizes[:, None]


def _posterior(
    logs: Floats, floors: Mapping[int, Floats | None], parameters: ParameterSet
) -> Floats:
    """Return prior(N) h(N) sum_M S_NM exp(logs(M)), every row made to sum to 1.

    ``floors`` holds h of the rows that have any.
    """
    mass = weighing(parameters).apply(np.exp(logs - logs.max(axis=1, keepdims=True)))
    for row, floor in floors.items():
        if floor is not None:
            mass[row] = _above_floor(logs[row], floor, parameters)
    mass /= mass.sum(axis=1, keepdims=True)
    return mass


def _above_floor(logs: Floats, floor: Floats, parameters: ParameterSet) -> Floats:
    """Return one row by the full product: a floor may leave only what the thin factors round off.

    Where even that underflows, as with a list of names against a crowd that says nobody, in logs.
    """
    top: Floats = prior(parameters) * (shared_error() @ np.exp(logs - logs.max())) * floor
    if top.sum() > _UNDERFLOWN:
        return top
    with np.errstate(divide="ignore"):
        below = np.log(prior(parameters)) + np.log(floor)
        found = below + log_of_sum(np.log(shared_error()) + logs)
    return np.asarray(np.exp(found - found.max()), dtype=np.float64)


def _floors_of(
    owner: Integers, voice: Integers, floors: Sequence[Floats | None]
) -> dict[int, Floats | None]:
    """Return the product of the floors of each problem that has any."""
    found: dict[int, Floats | None] = {}
    for row in _with_floor(voice, floors):
        problem = int(owner[row])
        found[problem] = _times(found.get(problem), floors[voice[row]])
    return found


def _floors_without(
    owner: Integers, voice: Integers, floors: Sequence[Floats | None]
) -> dict[int, Floats | None]:
    """Return, for each row, the product of the floors of the problem's other voices."""
    found: dict[int, Floats | None] = {}
    for row in _with_floor(voice, floors):
        for other in np.flatnonzero(owner == owner[row]).tolist():
            if other != row:
                found[other] = _times(found.get(other), floors[voice[row]])
    return found


def _with_floor(voice: Integers, floors: Sequence[Floats | None]) -> list[int]:
    if all(floor is None for floor in floors):
        return []
    return [row for row, number in enumerate(voice.tolist()) if floors[number] is not None]


def _times(first: Floats | None, second: Floats | None) -> Floats | None:
    if first is None or second is None:
        return first if second is None else second
    return first * second
