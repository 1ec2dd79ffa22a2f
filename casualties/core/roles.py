"""Roles: what the people at the desk and partners' accounts may do, as a table.

A migration makes a group of each role with the rights it has here; an installation may change its
groups afterwards. A right is a permission's name, ``*`` stands for any part of one.
"""

from collections.abc import Collection
from fnmatch import fnmatchcase

from sources.core.words import Word


class Role(Word):
    """What a person does here; one may have several."""

    DATA_ENTRY = "data entry", "Types reports in; their claims wait as drafts for somebody else."
    ANALYST = "analyst", "Types, reads, links and decides; what it types is accepted at once."
    REVIEWER = "reviewer", "Decides on claims and links that others entered, never on its own."
    PUBLISHER = "publisher", "Signs ranges off for the public, and takes that back."
    PROTECTION_OFFICER = (
        "source protection officer",
        "Sees who protected sources are; raises and lowers protection, redacts texts.",
    )
    AUDITOR = (
        "auditor",
        "Reads everything, also the past and protected sources; writes nothing.",
    )
    API_CLIENT = (
        "API client",
        "A partner's account: reads what is public and posts drafts.",
    )


_PEOPLE = (
    "*.view_party",
    "*.view_source",
    "*.view_report",
    "*.view_citation",
    "*.view_place",
    "*.view_incident",
    "*.view_incidentparty",
    "*.view_claim",
    "*.view_claimparty",
    "*.view_draft",
    "*.view_review",
    "*.view_derivation",
    "*.view_judgement",
    "*.view_linkdecision",
    "*.view_linkweights",
    "*.view_weightschoice",
    "*.view_estimate",
    "*.view_signoff",
    "*.view_parameterset",
    "*.view_priorchoice",
    "*.view_gradedecision",
    "*.view_reportreading",
)
_TYPING = (
    *("sources.add_report", "sources.add_source", "casualties.add_claim"),
    *("casualties.view_batch", "casualties.view_batchline"),
)
_HISTORY = ("sources.view_auditevent",)

RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.DATA_ENTRY: (*_PEOPLE, *_TYPING),
    Role.ANALYST: (
        *_PEOPLE,
        *_TYPING,
        *_HISTORY,
        "casualties.add_review",
        "casualties.review_own",
        "casualties.add_judgement",
        "casualties.add_derivation",
        "casualties.add_priorchoice",
        "casualties.add_gradedecision",
        "casualties.add_incident",
        "casualties.change_incident",
        "casualties.add_place",
        "casualties.change_place",
        "sources.change_source",
        "sources.add_party",
        "sources.change_party",
        "casualties.view_staleness",
        "casualties.change_staleness",
        "casualties.view_heartbeat",
    ),
    Role.REVIEWER: (
        *_PEOPLE,
        *_HISTORY,
        "casualties.add_review",
        "casualties.add_judgement",
        "casualties.add_derivation",
        "casualties.view_batch",
        "casualties.view_batchline",
    ),
    Role.PUBLISHER: (*_PEOPLE, *_HISTORY, "casualties.add_signoff"),
    Role.PROTECTION_OFFICER: (
        *_PEOPLE,
        *_HISTORY,
        "sources.view_protected",
        "sources.change_protection",
        "sources.redact_report",
    ),
    Role.AUDITOR: ("sources.view_*", "casualties.view_*"),
    Role.API_CLIENT: ("sources.add_report", "casualties.add_claim"),
}
"""The rights of each role. Nobody deletes: no page offers it."""


def rights_of(role: Role, known: Collection[str]) -> frozenset[str]:
    """Return those of the known permissions (``app.codename``) that a role has."""
    return frozenset(
        name for name in known if any(fnmatchcase(name, right) for right in RIGHTS[role])
    )
