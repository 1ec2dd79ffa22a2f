"""The desk's pages for casualties. Importing it registers them."""

from casualties.admin.batch import BatchAdmin
from casualties.admin.claim import ClaimAdmin
from casualties.admin.derivation import DerivationAdmin
from casualties.admin.estimate import EstimateAdmin
from casualties.admin.grade import GradeDecisionAdmin
from casualties.admin.incident import IncidentAdmin
from casualties.admin.judgement import JudgementAdmin
from casualties.admin.parameters import ParameterSetAdmin, PriorChoiceAdmin
from casualties.admin.place import PlaceAdmin
from casualties.admin.report import ReportWithClaimsAdmin
from casualties.admin.review import ReviewAdmin
from casualties.admin.sign_off import SignOffAdmin
from casualties.admin.source import SourceWithRecordAdmin
from casualties.admin.staleness import HeartbeatAdmin, StalenessAdmin

__all__ = [
    "BatchAdmin",
    "ClaimAdmin",
    "DerivationAdmin",
    "EstimateAdmin",
    "GradeDecisionAdmin",
    "HeartbeatAdmin",
    "IncidentAdmin",
    "JudgementAdmin",
    "ParameterSetAdmin",
    "PlaceAdmin",
    "PriorChoiceAdmin",
    "ReportWithClaimsAdmin",
    "ReviewAdmin",
    "SignOffAdmin",
    "SourceWithRecordAdmin",
    "StalenessAdmin",
]
