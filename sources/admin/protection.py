"""What a person at the desk may see of protected sources. A superuser sees all, marked."""

from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sources.core.types import Protection
from sources.models import Report, Source


def sees_all(user: Any) -> bool:
    """Return whether this person may see who protected sources are."""
    return bool(user and user.is_superuser)


def visible_sources(user: Any) -> QuerySet[Source]:
    """Return the sources this person may know of."""
    rows = Source.objects.all()
    return rows if sees_all(user) else rows.filter(protection=Protection.PUBLIC)


def visible_reports(user: Any) -> QuerySet[Report]:
    """Return the reports this person may read: their address or words could tell who it was."""
    rows = Report.objects.all()
    if sees_all(user):
        return rows
    return rows.filter(protection=Protection.PUBLIC, publisher__protection=Protection.PUBLIC)


def marked(name: object, protection: str) -> SafeString:
    """Return the name, with a mark where it must not leave the desk."""
    if protection == Protection.PUBLIC:
        return format_html("{}", name)
    return format_html('{} <span class="mark" title="{}">protected</span>', name, protection)
