"""The rows of casualties."""

from casualties.models.batch import Batch, BatchLine
from casualties.models.blocking import (
    IncidentBlock,
    IncidentSpot,
    LocatedIncident,
    MappedPlace,
    Unblocked,
)
from casualties.models.change import Change, ChangeNote
from casualties.models.claim import PERSON, Claim, ClaimParty
from casualties.models.estimate import Estimate, SignOff
from casualties.models.grade import GradeDecision
from casualties.models.incident import Incident, IncidentParty
from casualties.models.linking import LinkDecision, LinkWeights, WeightsChoice
from casualties.models.noted import Hostility, NotedParty, NotedReport, NotedSource
from casualties.models.opinion import Derivation, Judgement, Review
from casualties.models.parameters import ParameterSet, PriorChoice
from casualties.models.place import Place
from casualties.models.posted import PostedRequest
from casualties.models.queue import Lease, Waiting
from casualties.models.reading import ReadingDecision, ReportReading
from casualties.models.staleness import (
    GradedSource,
    Heartbeat,
    NamedParty,
    ProtectedReport,
    Staleness,
)

__all__ = [
    "PERSON",
    "Batch",
    "BatchLine",
    "Change",
    "ChangeNote",
    "Claim",
    "ClaimParty",
    "Derivation",
    "Estimate",
    "GradeDecision",
    "GradedSource",
    "Heartbeat",
    "Hostility",
    "Incident",
    "IncidentBlock",
    "IncidentParty",
    "IncidentSpot",
    "Judgement",
    "Lease",
    "LinkDecision",
    "LinkWeights",
    "LocatedIncident",
    "MappedPlace",
    "NamedParty",
    "NotedParty",
    "NotedReport",
    "NotedSource",
    "ParameterSet",
    "Place",
    "PostedRequest",
    "PriorChoice",
    "ProtectedReport",
    "ReadingDecision",
    "ReportReading",
    "Review",
    "SignOff",
    "Staleness",
    "Unblocked",
    "Waiting",
    "WeightsChoice",
]
