"""Reading the reports of a batch by the same rules as a posted one."""

from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import ValidationError

from casualties.api.fields import paths
from casualties.api.post_serializers import NewReportSerializer
from casualties.core.intake import NewReport
from sources.errors import InvalidInput

_READER = NewReportSerializer()  # made once: its fields cost more to set up than to use


def read_body(body: Mapping[str, Any]) -> NewReport:
    """Return the report a body describes; InvalidInput tells every field that is wrong."""
    try:
        report: NewReport = _READER.run_validation(body)
    except ValidationError as error:
        raise InvalidInput.of(dict(paths(error.detail))) from error
    return report
