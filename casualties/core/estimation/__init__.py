"""From competing claims to a range, with the derivation of every bound."""

from casualties.core.estimation.change import explain_change
from casualties.core.estimation.derivation import Derivation
from casualties.core.estimation.derivation_json import DerivationJson
from casualties.core.estimation.estimator import estimate, fingerprint, measures_of
from casualties.core.estimation.method import Bound, Case, Finding, Method, Share
from casualties.core.estimation.provenance import Provenance, provenance
from casualties.core.estimation.registry import (
    HEADLINE_METHOD,
    METHODS,
    UnknownMethod,
    method_named,
)
from casualties.core.estimation.values import EstimateValue, Reason, Snapshot
from casualties.core.estimation.words import Flag, NoEstimate

__all__ = [
    "HEADLINE_METHOD",
    "METHODS",
    "Bound",
    "Case",
    "Derivation",
    "DerivationJson",
    "EstimateValue",
    "Finding",
    "Flag",
    "Method",
    "NoEstimate",
    "Provenance",
    "Reason",
    "Share",
    "Snapshot",
    "UnknownMethod",
    "estimate",
    "explain_change",
    "fingerprint",
    "measures_of",
    "method_named",
    "provenance",
]
