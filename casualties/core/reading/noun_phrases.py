"""Noun phrases for people: counted, single, named before, of a group, or a bare plural."""

from collections.abc import Sequence
from typing import Final

from casualties.core.reading.counted import counted, made_of, with_members
from casualties.core.reading.english import (
    AGE,
    ARTICLES,
    CALENDAR,
    DEFINITE,
    DESCRIBING,
    LINKS,
    POSSESSIVE,
    PRONOUNS,
    words,
)
from casualties.core.reading.heads import Head, head_of, status_of
from casualties.core.reading.lexicon import Lexicon, Noun
from casualties.core.reading.numbers import number_at
from casualties.core.reading.people import People, one_person, plural_of
from casualties.core.reading.quantities import Figure, figure_at
from casualties.core.reading.text import Token, words_of
from casualties.core.types import Quantity
from casualties.core.words import Qualifier, Status


def people_at(lexicon: Lexicon, toks: Sequence[Token], i: int) -> People | None:
    """Return the people whose phrase begins at a token, or None."""
    word = toks[i].low
    if word in PRONOUNS and word not in ("himself", "herself", "themselves"):
        return _pronoun(toks, i)
    figure = None if word == "one" and _is_family(toks, i + 1) else figure_at(toks, i)
    if figure:
        return counted(lexicon, toks, i, figure)
    if word in ARTICLES:
        return _one(lexicon, toks, i)
    if word in DEFINITE:
        return _definite(lexicon, toks, i)
    if word in POSSESSIVE:
        return _kin(lexicon, toks, i) or _her(toks, i)
    return _uncounted(lexicon, toks, i)


def _is_family(toks: Sequence[Token], i: int) -> bool:
    return i < len(toks) and toks[i].low in ("family", "household")


def _pronoun(toks: Sequence[Token], i: int) -> People:
    plural = PRONOUNS[toks[i].low]
    quantity = plural_of(toks, i, i + 1) if plural else one_person(toks, i, i + 1)
    return People(i, i + 1, quantity, plural=plural, definite=True, pronoun=True, known=False)


def _her(toks: Sequence[Token], i: int) -> People | None:
    """Read "her" alone, as in "killed her"."""
    behind = toks[i + 1].low if i + 1 < len(toks) else "."
    if toks[i].low == "her" and (behind in LINKS or not behind[0].isalnum()):
        return People(
            i, i + 1, one_person(toks, i, i + 1), definite=True, pronoun=True, known=False
        )
    return None


def _one(lexicon: Lexicon, toks: Sequence[Token], i: int) -> People | None:
    """Read "a man", "an Afghan commander", "another", "a group of 11 herders"."""
    if i + 1 >= len(toks):
        return _one_more(toks, i, i + 1) if toks[i].low == "another" else None
    group = _group(lexicon, toks, i)
    if group:
        return group
    word, following = toks[i].low, toks[i + 2].low if i + 2 < len(toks) else ""
    if toks[i + 1].low in _ORDINALS and (following in LINKS or not following[:1].isalnum()):
        return _one_more(toks, i, i + 2)
    head = head_of(lexicon, toks, past_age(toks, i + 1))
    if head is None:
        return _one_more(toks, i, i + 1) if word == "another" else None
    if head.noun and head.noun.plural:
        return None
    return _single(lexicon, toks, i, head, more=word == "another")


_AGES: Final = words("year years month months week weeks day days")


def past_age(toks: Sequence[Token], k: int) -> int:
    """Pass an age in words: "one month old" in "his one month old nephew"."""
    found = number_at(toks, k)
    end = found[1] if found else k
    aged = [token.low for token in toks[end : end + 2]]
    return end + 2 if found and len(aged) == 2 and aged[0] in _AGES and aged[1] == "old" else k


_ORDINALS: Final = words("second third fourth fifth sixth")


def _one_more(toks: Sequence[Token], i: int, end: int) -> People:
    """Read "another" and "a third" where no noun follows."""
    one = one_person(toks, i, end)
    return People(i, end, one, more=True, known=False, bare=True, counted=True, head="another")


def _group(lexicon: Lexicon, toks: Sequence[Token], i: int) -> People | None:
    """Read "a group of 11 herders", "a family of six", "a convoy of traders"."""
    of = i + 2 < len(toks) and toks[i + 2].low == "of" and i + 3 < len(toks)
    if not of or not lexicon.has("people.groups.words", toks[i + 1].low):
        return None
    inner = figure_at(toks, i + 3)
    if inner and not inner.zero:
        head = head_of(lexicon, toks, inner.end) if inner.end < len(toks) else None
        if head is None and toks[i + 1].low == "family":
            head = Head(Noun(Status.CIVILIAN, None, True), "family", inner.end, ())
        return made_of(lexicon, toks, i, max(inner.end, head.end if head else 0), inner, head)
    members = head_of(lexicon, toks, i + 3)
    if members is None or members.noun is None or not members.noun.plural:
        return None
    status, sub_group = status_of(lexicon, members)
    several = plural_of(toks, i, members.end)
    return People(i, members.end, several, status, sub_group, plural=True, head=members.word)


def _single(
    lexicon: Lexicon,
    toks: Sequence[Token],
    i: int,
    head: Head,
    *,
    more: bool = False,
    definite: bool = False,
) -> People | None:
    if head.word in (
        "family",
        "household",
        "families",
        "group",
        "crew",
        "team",
        "convoy",
        "patrol",
        "gang",
        "police",
        "personnel",
    ):
        return _collective(lexicon, toks, i, head)
    one = Figure(i, head.end, one_person(toks, i, head.end))
    made = with_members(lexicon, toks, i, one, head, more=more)
    return People(
        made.start,
        made.end,
        one.quantity,
        made.status,
        made.sub_group,
        plural=False,
        definite=definite,
        more=more,
        known=made.known,
        bodies=made.bodies,
        hurt=made.hurt,
        head=head.word,
    )


def _collective(lexicon: Lexicon, toks: Sequence[Token], i: int, head: Head) -> People | None:
    if head.word not in ("family", "household"):
        return None
    k = head.end
    if k < len(toks) and toks[k].low == "of" and k + 1 < len(toks):
        inner = figure_at(toks, k + 1)
        if inner and not inner.zero:
            return made_of(
                lexicon,
                toks,
                i,
                inner.end,
                inner,
                Head(Noun(Status.CIVILIAN, None, True), "family", inner.end, ()),
            )
    whole = any(token.low in ("entire", "whole") for token in toks[i : head.end]) or toks[
        i
    ].low in ("a", "one")
    if not whole:
        return None
    quantity = Quantity.said(
        Qualifier.VAGUE, word="family", expression=words_of(toks, i, head.end)[:300]
    )
    return People(i, head.end, quantity, Status.CIVILIAN, plural=True, head="family")


def _definite(lexicon: Lexicon, toks: Sequence[Token], i: int) -> People | None:
    """Read "the man", "the victims", "the two", "both"."""
    word = toks[i].low
    if word == "both":
        k = i + 1 + (i + 1 < len(toks) and toks[i + 1].low in ("of", "the"))
        head = head_of(lexicon, toks, k) if k < len(toks) else None
        end = head.end if head and head.noun else i + 1
        quantity = Quantity.said(Qualifier.EXACTLY, 2, expression=words_of(toks, i, end)[:300])
        return People(
            i, end, quantity, plural=True, definite=True, pronoun=end == i + 1, head="both"
        )
    if i + 1 >= len(toks):
        return None
    head = head_of(lexicon, toks, i + 1)
    if head is None:
        return None
    if head.noun is None or (word in ("that", "this") and head.noun is None):
        quantity = one_person(toks, i, head.end)
        return People(i, head.end, quantity, definite=True, known=False, head=head.word)
    if head.noun.plural:
        status, sub_group = status_of(lexicon, head)
        return People(
            i,
            head.end,
            plural_of(toks, i, head.end),
            status,
            sub_group,
            plural=True,
            definite=True,
            head=head.word,
            bodies=head.word in ("bodies", "corpses"),
        )
    return _single(lexicon, toks, i, head, definite=True)


def _kin(lexicon: Lexicon, toks: Sequence[Token], i: int) -> People | None:
    """Read "his wife", "her two sons", "their children", "his entire family"."""
    if i + 1 >= len(toks):
        return None
    start = past_age(toks, i + 1)
    figure = figure_at(toks, start) if start == i + 1 else None
    if figure:
        return counted(lexicon, toks, i, figure)
    head = head_of(lexicon, toks, start)
    if head is None or head.noun is None:
        return None
    if head.noun.plural:
        status, sub_group = status_of(lexicon, head)
        return People(
            i,
            head.end,
            plural_of(toks, i, head.end),
            status,
            sub_group,
            plural=True,
            head=head.word,
        )
    return _single(lexicon, toks, i, head)


def _uncounted(lexicon: Lexicon, toks: Sequence[Token], i: int) -> People | None:
    """Read a bare plural ("civilians", "Taliban soldiers") or a single noun ("farmer")."""
    token = toks[i]
    if AGE.fullmatch(token.low):
        return _aged(lexicon, toks, i)
    if token.low in LINKS or token.low in CALENDAR or not token.low[0].isalpha():
        return None
    if not lexicon.nouns.at(toks, i) and not (token.text[0].isupper() or token.low in DESCRIBING):
        return None
    head = head_of(lexicon, toks, i)
    if head is None or head.noun is None or head.word in _NO_HEADS:
        return None
    if not head.noun.plural and _is_name(toks, head.end):
        return None
    status, sub_group = status_of(lexicon, head)
    if head.noun.plural:
        return People(
            i,
            head.end,
            plural_of(toks, i, head.end),
            status,
            sub_group,
            plural=True,
            known=True,
            head=head.word,
            bare=True,
            bodies=head.word in ("bodies", "corpses"),
        )
    return People(
        i,
        head.end,
        one_person(toks, i, head.end),
        status,
        sub_group,
        head=head.word,
        bare=True,
        bodies=head.possessive,
    )


_NO_HEADS: Final = words(
    "family other another body group members team crew head general male female"
)


def _is_name(toks: Sequence[Token], end: int) -> bool:
    """Whether a noun and the word behind it are a name: Man Taw is a village."""
    return end < len(toks) and toks[end - 1].text[0].isupper() and toks[end].text[0].isupper()


def _aged(lexicon: Lexicon, toks: Sequence[Token], i: int) -> People:
    head = head_of(lexicon, toks, i + 1) if i + 1 < len(toks) else None
    end = head.end if head and head.noun else i + 1
    status, sub_group = status_of(lexicon, head) if head and head.noun else (Status.UNKNOWN, None)
    return People(i, end, one_person(toks, i, end), status, sub_group, head="aged")
