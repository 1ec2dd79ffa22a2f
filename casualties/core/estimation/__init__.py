"""From competing claims to a range, with the derivation of every bound."""

from casualties.core.estimation.change import explain_change
from casualties.core.estimation.derivation import Derivation
from casualties.core.estimation.derivation_json import DerivationJson
from casualties.core.estimation.estimator import (
    estimate,
    estimate_many,
    measures_of,
)
from casualties.core.estimation.grading import Grade
from casualties.core.estimation.method import Bound, Case, Finding, Method, Share
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, ParameterSet
from casualties.core.estimation.provenance import Provenance, provenance
from casualties.core.estimation.registry import (
    HEADLINE_METHOD,
    METHODS,
    UnknownMethod,
    method_named,
)
from casualties.core.estimation.request import Request
from casualties.core.estimation.roles import Role
from casualties.core.estimation.values import EstimateValue, Reason, Snapshot
from casualties.core.estimation.words import Attribution, Flag, HarmGrade, NoEstimate

__all__ = [
    "DEFAULT",
    "HEADLINE_METHOD",
    "METHODS",
    "Attribution",
    "Bound",
    "Case",
    "Derivation",
    "DerivationJson",
    "EstimateValue",
    "Finding",
    "Flag",
    "Grade",
    "HarmGrade",
    "Method",
    "NoEstimate",
    "ParameterSet",
    "Provenance",
    "Reason",
    "Request",
    "Role",
    "Share",
    "Snapshot",
    "UnknownMethod",
    "estimate",
    "estimate_many",
    "explain_change",
    "measures_of",
    "method_named",
    "provenance",
]
