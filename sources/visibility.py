"""Who may see what: one question, `visible_to`, asked by lists, pages, counts and files alike.

Each kind of row has its rules here or, where they speak of claims, in `casualties.visibility`. A
kind without a rule is shown to nobody: the question is then an error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.functions import Substr

from sources.core.fingerprint import KEY_LENGTH
from sources.core.types import Protection, TokenScope
from sources.models import AuditEvent, Party, Report, Source, Token

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """What somebody may see besides what everyone may.

    ``drafts``: claims nobody decided on, and provisional ranges. ``identities``: who protected
    sources are, and closed rows. ``history``: who did what, and what was in force before.
    """

    drafts: bool = False
    identities: bool = False
    history: bool = False


EVERYONE = Audience()
ALL_SEEING = Audience(drafts=True, identities=True, history=True)


def audience_of_user(user: Any) -> Audience:
    """Return what a logged-in person may see, by the permissions of their roles."""
    if not (user and user.is_active):
        return EVERYONE
    return Audience(
        drafts=user.has_perm("casualties.view_draft"),
        identities=user.has_perm("sources.view_protected"),
        history=user.has_perm("sources.view_auditevent"),
    )


def audience_of_token(token: Token) -> Audience:
    """Return what a script may see, by the scopes of its token."""
    held = {TokenScope(scope) for scope in token.scopes}
    if TokenScope.ADMIN in held:
        return ALL_SEEING
    return Audience(drafts=bool(held & {TokenScope.READ_RESTRICTED, TokenScope.REVIEW}))


Rule = Callable[[QuerySet[Any], Audience], QuerySet[Any]]
_RULES: dict[type[Model], list[Rule]] = {}


def rule_for(*models: type[Model]) -> Callable[[Rule], Rule]:
    """Register a rule that narrows the rows of these models; all rules of a model hold."""

    def register(rule: Rule) -> Rule:
        for model in models:
            _RULES.setdefault(model, []).append(rule)
        return rule

    return register


def open_to_all(*models: type[Model]) -> None:
    """Say that everyone may see every row of these models."""
    for model in models:
        _RULES.setdefault(model, [])


def visible_to(audience: Audience, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those of the rows that are there for the audience."""
    for rule in _RULES[rows.model]:
        rows = rule(rows, audience)
    return rows


def sources_for(audience: Audience) -> QuerySet[Source]:
    """Return the sources that are there for the audience."""
    return visible_to(audience, Source.objects.all())


def reports_for(audience: Audience) -> QuerySet[Report]:
    """Return the reports the audience may read."""
    return visible_to(audience, Report.objects.all())


open_to_all(Party)


@rule_for(Source)
def _public_sources(rows: QuerySet[Source], audience: Audience) -> QuerySet[Source]:
    """Of a protected source nothing is left."""
    return rows if audience.identities else rows.filter(protection=Protection.PUBLIC)


@rule_for(Report)
def _public_reports(rows: QuerySet[Report], audience: Audience) -> QuerySet[Report]:
    """Its address or words could tell who it was."""
    if audience.identities:
        return rows
    return rows.filter(protection=Protection.PUBLIC, publisher__protection=Protection.PUBLIC)


@rule_for(AuditEvent)
def _events(rows: QuerySet[AuditEvent], audience: Audience) -> QuerySet[AuditEvent]:
    """Leave out what was done to protected sources and to reports one may not read.

    Subjects are texts; those of reports and of their claims begin with the report's key. What
    relations say of other claims has its rule in `casualties.visibility`.
    """
    if not audience.history:
        return rows.none()
    if audience.identities:
        return rows
    slugs = Source.objects.exclude(pk__in=sources_for(audience).values("pk")).values("slug")
    # Row by row: a page of events asks about fifty reports, where a set of them would be of all.
    read = reports_for(audience).filter(pk=OuterRef("pk"))
    hidden = Report.objects.filter(~Exists(read), key=OuterRef("stem"))
    stem = Substr("subject", 1, KEY_LENGTH)
    return rows.exclude(subject__in=slugs).alias(stem=stem).filter(~Exists(hidden))
