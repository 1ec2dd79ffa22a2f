"""What the reference shows: the accounts of Dawassa, west Mosul, of 5 March 2017."""

from casualties.api.examples.errors import ERRORS
from casualties.api.examples.exports import EXPORT, EXPORT_ROW
from casualties.api.examples.incidents import INCIDENT
from casualties.api.examples.reports import RECEIPT, REPORT
from casualties.api.examples.sources import SOURCE

__all__ = ["ERRORS", "EXPORT", "EXPORT_ROW", "INCIDENT", "RECEIPT", "REPORT", "SOURCE"]
