"""How estimates are asked for here: by the method and the coding scheme in force."""

from dataclasses import replace

from django.conf import settings

from casualties.core.coding import load_scheme
from casualties.core.estimation import DEFAULT, ParameterSet, Request
from casualties.core.estimation.posterior.method import PosteriorMethod
from casualties.core.types import Evidence, Measure
from casualties.core.words import ActionStatus


def request_for(
    evidence: Evidence,
    measure: Measure,
    parameters: ParameterSet,
    action: ActionStatus = ActionStatus.UNKNOWN,
) -> Request:
    """Return the request for an estimate by the settings of this installation.

    A field method has no prior, so that choosing one leaves its ranges as they are.
    """
    request = Request(
        evidence=evidence,
        measure=measure,
        method=settings.ESTIMATION_METHOD,
        scheme=load_scheme(settings.CODING_SCHEME),
        parameters=parameters,
        action=action,
    )
    if isinstance(request.chosen, PosteriorMethod):
        return request
    return replace(request, parameters=DEFAULT)
