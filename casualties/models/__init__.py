"""The rows of casualties."""

from casualties.models.claim import Claim, ClaimParty
from casualties.models.estimate import Estimate, SignOff
from casualties.models.grade import GradeDecision
from casualties.models.incident import Incident, IncidentParty
from casualties.models.opinion import Derivation, Judgement, Review
from casualties.models.parameters import ParameterSet, PriorChoice
from casualties.models.place import Place
from casualties.models.posted import PostedRequest
from casualties.models.staleness import GradedSource, Heartbeat, NamedParty, Staleness

__all__ = [
    "Claim",
    "ClaimParty",
    "Derivation",
    "Estimate",
    "GradeDecision",
    "GradedSource",
    "Heartbeat",
    "Incident",
    "IncidentParty",
    "Judgement",
    "NamedParty",
    "ParameterSet",
    "Place",
    "PostedRequest",
    "PriorChoice",
    "Review",
    "SignOff",
    "Staleness",
]
