"""Casualties' own branch of the error tree (`sources.errors` draws the rest).

Conflict
    Overruled           a rule may not change what a person decided
    NotLinkable         the claim belongs to no incident
    AlreadyDecided      that was decided before; nothing to do
    ExportUnderWay      another export is being written to the same folder
"""

from sources.errors import Conflict


class Overruled(Conflict):
    """A rule may not change what a person decided."""

    code = "overruled"


class NotLinkable(Conflict):
    """The claim covers a period or a wider area; it belongs to no incident."""

    code = "not_linkable"


class AlreadyDecided(Conflict):
    """That was decided before; nothing to do."""

    code = "already_decided"


class ExportUnderWay(Conflict):
    """Another export is being written to the same folder."""

    code = "export_under_way"
