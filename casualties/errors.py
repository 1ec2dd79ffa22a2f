"""Casualties' own branch of the error tree (`sources.errors` draws the rest).

Conflict
    Overruled           a rule may not change what a person decided
    NotLinkable         the claim belongs to no incident, or not to this one
    FallingFigure       a cumulative figure falls and is not said to be a revision
    AlreadyDecided      that was decided before; nothing to do
    ExportUnderWay      another export is being written to the same folder
    Outdated            it was edited since the editor read it
VersionMissing          an edit does not say which version it rests on
"""

from collections.abc import Mapping
from typing import Any

from sources.errors import Conflict, CorroborateError


class Overruled(Conflict):
    """A rule may not change what a person decided."""

    code = "overruled"


class NotLinkable(Conflict):
    """The claim covers a period or a wider area, or the incident was discarded."""

    code = "not_linkable"


class AlreadyDecided(Conflict):
    """That was decided before; nothing to do."""

    code = "already_decided"


class ExportUnderWay(Conflict):
    """Another export is being written to the same folder."""

    code = "export_under_way"


class Outdated(Conflict):
    """It was edited since the editor read it; the detail holds both."""

    code = "outdated"

    @classmethod
    def by(cls, *, on_file: Mapping[str, Any], sent: Mapping[str, Any]) -> "Outdated":
        """Make the error from what is on file and what was sent."""
        return cls(
            "Somebody changed it since you read it. Read it again, see what differs, and send your "
            "change with the new ETag.",
            detail={"on_file": {name: on_file[name] for name in sent}, "sent": dict(sent)},
        )


class VersionMissing(CorroborateError):
    """An edit does not say which version it rests on."""

    code = "version_missing"


class FallingFigure(Conflict):
    """A cumulative figure of one claimant falls and is not said to be a revision."""

    code = "falling_figure"

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> "FallingFigure":
        """Make the error of one report, path to message."""
        path, message = next(iter(fields.items()))
        return cls(f"{path}: {message}", detail={"fields": dict(fields)})
