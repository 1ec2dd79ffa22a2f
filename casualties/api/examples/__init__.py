"""What the reference shows: the accounts of Dawassa, west Mosul, of 5 March 2017."""

from casualties.api.examples.batches import BATCH
from casualties.api.examples.changes import CHANGES, METHOD
from casualties.api.examples.errors import ERRORS
from casualties.api.examples.exports import EXPORT, EXPORT_ROW
from casualties.api.examples.incidents import INCIDENT
from casualties.api.examples.reports import RECEIPT, REPORT
from casualties.api.examples.sources import PARTY, SOURCE

__all__ = [
    "CHANGES",
    "ERRORS",
    "EXPORT",
    "EXPORT_ROW",
    "INCIDENT",
    "METHOD",
    "PARTY",
    "RECEIPT",
    "REPORT",
    "SOURCE",
]
__all__ = ["BATCH", "ERRORS", "EXPORT", "EXPORT_ROW", "INCIDENT", "RECEIPT", "REPORT", "SOURCE"]
