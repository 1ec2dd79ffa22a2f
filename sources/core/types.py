"""What a source, a report and an actor are, as frozen values without a database."""

import re
from dataclasses import dataclass

from sources.core.words import Word


class SourceKind(Word):
    """What sort of organisation, outlet or person a source is."""

    MONITOR = "monitor", "Records casualties as its work, across conflicts or parties."
    RIGHTS_ORGANISATION = "rights_organisation", "Investigates abuses and publishes findings."
    PARTY_SPOKESMAN = "party_spokesman", "Speaks for a party to the conflict."
    GOVERNMENT = "government", "A ministry, office or public service."
    HOSPITAL = "hospital", "A hospital, morgue or medical service."
    INTERGOVERNMENTAL = "intergovernmental", "The United Nations or a similar body."
    NEWS_AGENCY = "news_agency", "Sells news to other outlets."
    LOCAL_MEDIA = "local_media", "A newspaper, station, site or page of the area."
    INTERNATIONAL_MEDIA = "international_media", "A newspaper, station or site from elsewhere."
    WITNESS = "witness", "A person or people who say they saw or know it themselves."
    PERPETRATOR_MEDIA = "perpetrator_media", "An outlet run by a party accused of the harm."


class Reliability(Word):
    """How far a source has proved reliable (the Admiralty code's letter)."""

    A = "A", "Completely reliable: no doubt from its past."
    B = "B", "Usually reliable: minor doubts, mostly right in the past."
    C = "C", "Fairly reliable: some doubt, often right in the past."
    D = "D", "Not usually reliable: considerable doubt."
    E = "E", "Unreliable: mostly wrong in the past."
    F = "F", "Cannot be judged: too little is known. It does not mean worst."


class Protection(Word):
    """Who may see a source, report or claim."""

    PUBLIC = "public", "Everyone may see it."
    IDENTITY = "identity", "Its figures are public; who said it is hidden."
    CLOSED = "closed", "Hidden from all others; its figures still count."


PROTECTED = "a protected source"
"""What stands wherever the name of a protected source would."""


class ActorKind(Word):
    """What sort of actor decided something."""

    USER = "user", "A person logged in to the desk."
    TOKEN = "token", "A script or partner with an API token."
    RULE = "rule", "A rule of the programme itself."


_ACTOR = re.compile(r"^(user|token|rule):(\S.{0,149})$")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decided: kept as text with every decision, so it outlives the account.

    Examples
    --------
    >>> str(Actor.parse("user:anna"))
    'user:anna'
    """

    kind: ActorKind
    name: str

    def __post_init__(self) -> None:
        """Refuse a name that could not be read back."""
        if not _ACTOR.match(f"{self.kind.value}:{self.name}"):
            raise ValueError(f"An actor needs a name of 1 to 150 characters, not {self.name!r}.")

    def __str__(self) -> str:
        """Return ``kind:name``, the form in which it is stored."""
        return f"{self.kind.value}:{self.name}"

    @classmethod
    def parse(cls, text: str) -> "Actor":
        """Read ``kind:name`` back; ValueError when it is neither."""
        found = _ACTOR.match(text)
        if not found:
            raise ValueError(f"Not an actor: {text!r}.")
        return cls(ActorKind(found[1]), found[2])

    @property
    def is_rule(self) -> bool:
        """True where the programme decided by itself."""
        return self.kind is ActorKind.RULE


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source to be registered. Its reliability stays F until somebody grades it with a reason."""

    slug: str
    name: str
    kind: SourceKind
    party: str | None = None
    country: str = ""
    language: str = ""
    url: str = ""
    protection: Protection = Protection.PUBLIC


class TokenScope(Word):
    """What a token may do."""

    READ_PUBLIC = "read:public", "Read what everyone may read."
    READ_RESTRICTED = "read:restricted", "Read drafts and provisional ranges too."
    WRITE_REPORTS = "write:reports", "Post reports; their claims wait as drafts."
    REVIEW = "review", "What it posts is accepted at once, like an analyst's entry."
    ADMIN = "admin", "Everything."
