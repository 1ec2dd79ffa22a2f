"""Heads of noun phrases: which word of "a former Taliban commander" tells who is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casualties.core.reading.english import LINKS, NAME_PARTS, OWNED, words
from casualties.core.reading.lexicon import Lexicon, Noun
from casualties.core.reading.numbers import word_value
from casualties.core.reading.text import Token
from casualties.core.words import Status

MOST_MODIFIERS: Final = 7
"""Words before a head at most: longer runs are lists or clauses."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a noun phrase: its token, what it tells, and where the phrase ends."""

    noun: Noun | None
    word: str
    end: int
    context: tuple[str, ...]
    possessive: bool = False


def head_of(lexicon: Lexicon, toks: Sequence[Token], start: int) -> Head | None:
    """Find the last noun for people before a noun phrase ends."""
    best: Head | None = None
    seen: list[str] = []
    k = start
    while k < len(toks) and k - start <= MOST_MODIFIERS:
        hit = lexicon.nouns.at(toks, k)
        end = k + (hit[1] if hit else 1)
        if hit and not _modifies(lexicon, toks, k, end):
            best = Head(hit[0], toks[end - 1].low, end, tuple(seen))
        elif owner := _owner(lexicon, toks[k]):
            if k + 1 == len(toks) or toks[k + 1].low in OWNED:
                return Head(owner, toks[k].low[:-2], k + 1, tuple(seen), possessive=True)
        elif stops_at(lexicon, toks, k) and (
            best or toks[k].low not in _JOINERS or _is_dash(toks, k)
        ):
            break
        seen += [token.low.removesuffix("'s") for token in toks[k:end]]
        k = end
    if best and _is_thing(lexicon, toks, best.end):
        return None  # a family home, a police station
    return best or (_unlisted(lexicon, toks, start, k, seen) if seen else None)


def _is_thing(lexicon: Lexicon, toks: Sequence[Token], k: int) -> bool:
    if k >= len(toks) or lexicon.triggers.at(toks, k) or toks[k].low == "shot":
        return False  # "a man shot in the head"
    return lexicon.has("people.not_people", toks[k].low)


_JOINERS: Final = words("- / '")


def _owner(lexicon: Lexicon, token: Token) -> Noun | None:
    """Return the noun of "man's"."""
    if not token.low.endswith("'s"):
        return None
    hit = lexicon.nouns.at([token._replace(low=token.low.removesuffix("'s"))], 0)
    return hit[0] if hit else None


def stops_at(lexicon: Lexicon, toks: Sequence[Token], k: int) -> bool:
    """Whether a noun phrase ends before a token."""
    word = toks[k].low
    if (word in LINKS and not (word == "is" and toks[k].text == "IS")) or not word[0].isalnum():
        return word not in ("-", "/", "'") or _is_dash(toks, k)
    if word.isdigit() or word_value(word) is not None:
        return True
    if word in lexicon.lists["speech.verbs"] or word in ("left", "fled"):
        describes = word in lexicon.lists["outcomes.adjectival"] and k + 1 < len(toks)
        return not (describes and toks[k + 1].low not in LINKS and not toks[k + 1].low[0].isdigit())
    hit = lexicon.triggers.at(toks, k)
    return hit is not None and not _describes(lexicon, toks, k, hit[0][0].harm)


def _is_dash(toks: Sequence[Token], k: int) -> bool:
    """Whether a hyphen stands alone, as after a dateline: "BASRA - Two men"."""
    apart = 0 < k < len(toks) - 1 and toks[k - 1].end < toks[k].start
    return apart and toks[k].low == "-" and toks[k].end < toks[k + 1].start


def _describes(lexicon: Lexicon, toks: Sequence[Token], k: int, harm: str) -> bool:
    """Whether an outcome word is an adjective here: "two wounded soldiers"."""
    return harm == "injured" and k + 1 < len(toks) and lexicon.nouns.at(toks, k + 1) is not None


def _modifies(lexicon: Lexicon, toks: Sequence[Token], k: int, end: int) -> bool:
    """Whether a people's name is an adjective here: Russian in "Russian forces"."""
    if not lexicon.has("people.demonyms", toks[k].low) or end >= len(toks):
        return False
    return not stops_at(lexicon, toks, end) and toks[end].low not in ("-", "/", "'")


def _unlisted(
    lexicon: Lexicon, toks: Sequence[Token], start: int, end: int, seen: list[str]
) -> Head | None:
    while end > start and not toks[end - 1].low[0].isalnum():
        end -= 1
    if end <= start or lexicon.has("people.not_people", toks[end - 1].low):
        return None
    return Head(None, toks[end - 1].low, end, tuple(seen))


def status_of(lexicon: Lexicon, head: Head, extra: Sequence[str] = ()) -> tuple[Status, str | None]:
    """Return the status and sub-group of those a head counts.

    Where the noun leaves the status open the words around it may tell: "Taliban member". A
    former fighter's status is not known; a captured one is out of the fight.
    """
    around = {*head.context, *extra, *(part for w in head.context for part in w.split("-"))}
    context = lexicon.lists
    fights = bool(around & context["people.context.combatant"])
    if head.noun is None:
        fights = fights or head.word in context["people.context.combatant"]
        return (Status.COMBATANT if fights else Status.UNKNOWN), None
    status, sub_group, _ = head.noun
    if status is Status.COMBATANT and "captured" in around:
        return Status.PROTECTED, None
    if status is not Status.UNKNOWN:
        return status, sub_group
    if around & context["people.context.medical"]:
        return Status.PROTECTED, "medical"
    if fights and "former" not in around:
        return Status.COMBATANT, None
    return (Status.CIVILIAN if around & context["people.context.civilian"] else status), sub_group


def _opens_anew(token: Token) -> bool:
    """Whether a capitalised word goes on no name: "SEEN Two of them", "Mosul The army"."""
    return token.low in LINKS or word_value(token.low) is not None


def name_end(lexicon: Lexicon, toks: Sequence[Token], i: int) -> int:
    """Return where a run of capitalised words that begins at a token ends; ``i`` for none."""
    k = i
    while k < len(toks) and k - i < 9:
        token = toks[k]
        if token.text[0].isupper() and token.text[0].isalpha():
            if lexicon.triggers.at(toks, k) or (k > i and _opens_anew(token)):
                break
            k += 1
            continue
        joins = token.low in NAME_PARTS or token.low.startswith(
            ("al-", "el-", "ash-", "as-", "ar-")
        )
        if joins and (k > i or (k + 1 < len(toks) and toks[k + 1].text[0].isupper())):
            k += 1
            continue
        if (
            token.text == "."
            and k > i
            and len(toks[k - 1].text) <= 2
            and k + 1 < len(toks)
            and toks[k + 1].text[0].isupper()
        ):
            k += 1
            continue
        break
    while (
        k > i
        and not toks[k - 1].text[0].isupper()
        and not toks[k - 1].low.startswith(("al-", "el-"))
    ):
        k -= 1
    return k
