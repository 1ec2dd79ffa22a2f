"""A reader that lies: it stands where a language model could be plugged in."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from casualties.core.reading import ClaimDraft, Document, Quote
from casualties.core.types import Quantity
from casualties.core.words import Harm, Qualifier


@dataclass
class Liar:
    """Proposes one true draft of a text with the lies it was made with in place of the truth."""

    lies: dict[str, object]
    quotes: dict[str, Quote | None]
    identity: str = "liar-1"

    def read(self, document: Document) -> tuple[ClaimDraft, ...]:
        quotes = {**self._true_quotes(document), **self.quotes}
        true = ClaimDraft(
            harm=Harm.KILLED,
            quantity=Quantity.said(Qualifier.EXACTLY, 12),
            claimant="The mayor",
            place="Idlib",
            quotes=MappingProxyType({name: q for name, q in quotes.items() if q is not None}),
        )
        return (replace(true, **self.lies),)

    def _true_quotes(self, document: Document) -> dict[str, Quote]:
        words = {"harm": "killed", "quantity": "12", "claimant": "The mayor", "place": "Idlib"}
        return {name: quoted(document, text) for name, text in words.items()}


def quoted(document: Document, words: str) -> Quote:
    start = document.text.index(words)
    return Quote(start=start, end=start + len(words), words=words)
