"""Of what kind a speaker is whom a text names and nobody has on file: "a hospital official"."""

from collections.abc import Mapping
from typing import Final

from casualties.core.linking.folding import fold
from sources.core.types import SourceKind

_WORDS: Final[Mapping[SourceKind, str]] = {
    SourceKind.PARTY_SPOKESMAN: (
        "spokesman spokeswoman spokesperson militia paramilitary army military coalition force "
        "forces commander rebels fighters"
    ),
    SourceKind.GOVERNMENT: (
        "government ministry minister governor mayor authorities official officials police "
        "council civil defence defense"
    ),
    SourceKind.HOSPITAL: (
        "hospital hospitals morgue clinic doctor doctors medic medics medical nurse nurses "
        "paramedics"
    ),
    SourceKind.MONITOR: "monitor monitors monitoring observatory recorder",
    SourceKind.RIGHTS_ORGANISATION: "rights amnesty",
    SourceKind.INTERGOVERNMENTAL: "un nations unicef unhcr ohchr",
    SourceKind.NEWS_AGENCY: "agency agencies newswire",
    SourceKind.LOCAL_MEDIA: "radio station newspaper channel media correspondent",
    SourceKind.WITNESS: (
        "witness witnesses eyewitness eyewitnesses resident residents villager villagers "
        "survivor survivors relative relatives neighbour neighbours locals"
    ),
}
"""Words that tell what somebody is; a speaker may be of two kinds, such as a military hospital."""

_KNOWN: Final = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}


def kinds_named(words: str) -> frozenset[SourceKind]:
    """Return the kinds of source that a speaker's words name.

    Examples
    --------
    >>> [kind.value for kind in kinds_named("a spokesman of the militia")]
    ['party_spokesman']
    """
    said = set(fold(words).split())
    return frozenset(kind for kind, known in _KNOWN.items() if known & said)
