"""The one gate for every reader: no field without its words, no figure but what they say."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from casualties.core.reading.arabic import ArabicWords
from casualties.core.reading.dates import dates_in
from casualties.core.reading.figures import quantity_in
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.sums import added, same_figure
from casualties.core.reading.text import Document, Span, plain
from casualties.core.reading.types import ClaimDraft, Quote
from casualties.core.types import InvalidValue, Quantity
from casualties.core.words import Qualifier, Relation, Stance

_WORDED: Final = ("claimant", "alleged_party", "place")


def validated(
    document: Document, lexicon: Lexicon | ArabicWords, drafts: Iterable[ClaimDraft]
) -> tuple[tuple[ClaimDraft, ...], tuple[str, ...]]:
    """Return the drafts as far as the text bears them out, and what was taken away.

    A draft falls where its outcome is not in the text. A field falls where its quote does not
    match, a figure where our own parser reads another from the same words; each loss is marked
    on the draft as ``dropped_<field>``.

    Returns
    -------
    tuple
        The drafts that stand, in order, and one sentence for everything dropped.
    """
    stand: list[ClaimDraft] = []
    refused: list[str] = []
    moved: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        checked = _Check(document, lexicon, draft, number).done(refused)
        if checked is None:
            continue
        moved[number] = len(stand)
        stand.append(checked)
    return tuple(_retied(draft, moved) for draft in stand), tuple(refused)


def _retied(draft: ClaimDraft, moved: dict[int, int]) -> ClaimDraft:
    if draft.on is None:
        return replace(draft, relation=None) if draft.relation else draft
    target = moved.get(draft.on)
    if target is None or draft.relation is not Relation.PART_OF:
        return replace(draft, relation=None, on=None)
    return replace(draft, on=target)


class _Check:
    """One draft on its way through the gate."""

    def __init__(
        self, document: Document, lexicon: Lexicon | ArabicWords, draft: ClaimDraft, number: int
    ) -> None:
        self.document = document
        self.lexicon = lexicon
        self.draft = draft
        self.number = number

    def done(self, refused: list[str]) -> ClaimDraft | None:
        """Return the draft with only what its words bear out, or None where nothing stands."""
        if not self._harm_stands():
            refused.append(f"Draft {self.number}: no word for '{self.draft.harm}' where it points.")
            return None
        for name in list(self.draft.quotes):
            if not self._quoted(self.draft.quotes[name]):
                self._drop(name, refused, "the words are not at that place")
        if not self._figure_stands():
            self._drop("quantity", refused, "the words give another figure")
        for name in _WORDED:
            if getattr(self.draft, name) is not None and not self._worded(name):
                self._drop(name, refused, "the words say something else")
        if self.draft.when is not None and not self._dated():
            self._drop("when", refused, "the words give other days")
        if self.draft.cause is not None and "cause" not in self.draft.quotes:
            self._drop("cause", refused, "no words are quoted")
        return self.draft

    def _quoted(self, quote: Quote) -> bool:
        inside = 0 <= quote.start < quote.end <= len(self.document.text)
        return inside and self.document.text[quote.start : quote.end] == quote.words

    def _harm_stands(self) -> bool:
        quote = self.draft.quotes.get("harm")
        if quote is None or not self._quoted(quote):
            return False
        words = quote.words.lower()
        return any(stem in words for stem in self.lexicon.harm_stems(self.draft.harm))

    def _figure_stands(self) -> bool:
        said = self.draft.quantity
        quote = self.draft.quotes.get("quantity")
        if said.qualifier is Qualifier.UNSTATED and quote is None:
            return True
        if quote is None or not all(self._quoted(part) for part in self.draft.parts):
            return False
        if self.draft.stance in (Stance.DENIES_HARM, Stance.DENIES_RESPONSIBILITY):
            return said.qualifier is Qualifier.UNSTATED
        inside = all(quote.start <= p.start and p.end <= quote.end for p in self.draft.parts)
        return inside and same_figure(said, self._reread(quote))

    def _reread(self, quote: Quote) -> Quantity | None:
        if not self.draft.parts:
            return quantity_in(self.lexicon, quote.words)
        read = [quantity_in(self.lexicon, part.words) for part in self.draft.parts]
        known = [quantity for quantity in read if quantity is not None and quantity.word is None]
        if len(known) < len(read):
            return None
        least = self.draft.quantity.qualifier is Qualifier.AT_LEAST
        try:
            return added(known, vague=least)
        except InvalidValue:
            return None

    def _worded(self, name: str) -> bool:
        quote = self.draft.quotes.get(name)
        return quote is not None and _folded(quote.words) == _folded(str(getattr(self.draft, name)))

    def _dated(self) -> bool:
        quote = self.draft.quotes.get("when")
        if quote is None or self.draft.when is None:
            return False
        published, span = self.document.published_on, Span(quote.start, quote.end)
        year = self.draft.when.first.year
        found = dates_in(self.document.plain, span, published)
        found += dates_in(self.document.plain, span, published, year)
        return any(dated.time == self.draft.when for dated in found)

    def _drop(self, name: str, refused: list[str], why: str) -> None:
        refused.append(f"Draft {self.number}: {name} dropped, {why}.")
        quotes = {field: q for field, q in self.draft.quotes.items() if field != name}
        blank: object = Quantity(qualifier=Qualifier.UNSTATED) if name == "quantity" else None
        flags = tuple(dict.fromkeys((*self.draft.flags, f"dropped_{name}")))
        fields: dict[str, object] = {"quotes": MappingProxyType(quotes), "flags": flags}
        if name in ("quantity", *_WORDED, "when", "cause"):
            fields[name] = blank
        if name == "quantity":
            fields["parts"] = ()
        self.draft = replace(self.draft, **fields)  # type: ignore[arg-type]


def _folded(words: str) -> str:
    return "".join(plain(words).lower().replace('"', "").split())
