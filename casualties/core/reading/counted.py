"""Noun phrases with a figure: "five soldiers", "two of them", "members of the family"."""

from collections.abc import Sequence
from typing import Final

from casualties.core.reading.english import (
    DEFINITE,
    LINKS,
    POSSESSIVE,
    words,
)
from casualties.core.reading.heads import Head, head_of, status_of
from casualties.core.reading.lexicon import Lexicon, Noun
from casualties.core.reading.numbers import number_at
from casualties.core.reading.people import People
from casualties.core.reading.quantities import Figure
from casualties.core.reading.text import Token
from casualties.core.words import Status


def counted(lexicon: Lexicon, toks: Sequence[Token], i: int, figure: Figure) -> People | None:
    """Read "five soldiers", "at least two of them", "three others", "dozens of people"."""
    k, more = _past_more(toks, i, figure.end)
    if toks[k - 1].low == "others" and k > figure.end:
        head = Head(Noun(Status.UNKNOWN, None, True), "others", k, ())
        return made_of(lexicon, toks, i, k, figure, head, more=True)
    start = _past_of(toks, k)
    if start > k and start < len(toks) and toks[start].low in _THEM:
        head = Head(None, toks[start].low, start + 1, ())
        return made_of(lexicon, toks, i, start + 1, figure, head, more=more, bare=True)
    start += start > k and start < len(toks) and toks[start].low in DEFINITE | POSSESSIVE
    if start > k and (whole := number_at(toks, start)):
        start = whole[1]  # "fifteen of the 20 passengers"
    if start > k and start < len(toks) and toks[start].low in _HURT:
        start += 1  # "two of the wounded", "two of the wounded men"
        if start == len(toks) or lexicon.nouns.at(toks, start) is None:
            hurt = Head(None, toks[start - 1].low, start, ())
            return made_of(lexicon, toks, i, start, figure, hurt, more=more, bare=True)
    head_found = head_of(lexicon, toks, start) if start < len(toks) else None
    if _is_address(toks, start) and not (head_found and head_found.noun):
        return None
    if head_found and (head_found.noun or toks[head_found.end - 1].low not in ("was", "were")):
        return with_members(lexicon, toks, i, figure, head_found, more=more)
    if _thing_follows(lexicon, toks, start):
        return None
    end = k if more and start == k else figure.end
    return made_of(lexicon, toks, i, end, figure, None, more=more, bare=True)


_HURT: Final = words("wounded injured")
_MORE: Final = words("other others more additional further")
_THEM: Final = words("them whom whom's these those us")


def _past_more(toks: Sequence[Token], i: int, k: int) -> tuple[int, bool]:
    """Pass "other" and "more" behind a figure, and tell whether they, or the figure, say more."""
    more = toks[i].low in ("another", "further", "additional") or _says_more(toks, i, k)
    while k < len(toks) and toks[k].low in _MORE:
        more, k = True, k + 1
        if toks[k - 1].low == "others":
            break
    return k, more


def _past_of(toks: Sequence[Token], k: int) -> int:
    """Pass "of" and "of mainly" behind a figure."""
    if k >= len(toks) or toks[k].low != "of":
        return k
    k += 1
    while k < len(toks) and toks[k].low in ("mainly", "mostly", "predominantly", "largely"):
        k += 1
    return k


def _thing_follows(lexicon: Lexicon, toks: Sequence[Token], k: int) -> bool:
    for token in toks[k : k + 4]:
        if token.low in LINKS or not token.low[0].isalnum():
            return False
        if lexicon.has("people.not_people", token.low):
            return True
    return False


def _is_address(toks: Sequence[Token], k: int) -> bool:
    """Whether a capitalised word that is no people's follows digits: "of 2119 Summer"."""
    figure = toks[k - 1].text
    long = figure.isdigit() and len(figure) > _LONGEST_COUNT_BESIDE_A_NAME
    return long and k < len(toks) and toks[k].text[0].isupper() and toks[k].low not in LINKS


_LONGEST_COUNT_BESIDE_A_NAME: Final = 2


def _says_more(toks: Sequence[Token], i: int, end: int) -> bool:
    return any(
        token.low in ("another", "further", "additional", "more", "other")
        and not (token.low == "more" and j + 1 < len(toks) and toks[j + 1].low == "than")
        for j, token in enumerate(toks[i:end], i)
    )


_OF_A_GROUP: Final = words(
    "members member fighters people group groups family families leader leaders commander elements"
)


_GROUP_WORDS: Final = 8
"""Words of "of the Nasri and Sabbagh families" at most."""


def with_members(
    lexicon: Lexicon,
    toks: Sequence[Token],
    i: int,
    figure: Figure,
    head: Head,
    *,
    more: bool = False,
) -> People:
    """Return counted people whose group follows: "two members of the Nasri family"."""
    reach = head.end
    if reach < len(toks) and toks[reach].low in ("of", "from") and _of_a_group(toks, reach, head):
        reach = _group_end(lexicon, toks, reach + 1)
    elif reach < len(toks) and toks[reach].low == "of" and head.word in _PARENTS:
        reach = _children_end(lexicon, toks, reach)
    extra = [part for t in toks[head.end + 1 : reach] for part in (t.low, *t.low.split("-"))]
    return made_of(lexicon, toks, i, head.end, figure, head, more=more, extra=extra, reach=reach)


def _of_a_group(toks: Sequence[Token], of: int, head: Head) -> bool:
    """Whether "of" or "from" tells the group counted people belong to, such as families."""
    if head.word in _OF_A_GROUP:
        return True
    behind = {token.low for token in toks[of + 1 : of + 1 + _GROUP_WORDS]}
    return toks[of].low == "from" and bool(behind & {"family", "families"})


_PARENTS: Final = words("mother father parent grandmother grandfather")


def _children_end(lexicon: Lexicon, toks: Sequence[Token], of: int) -> int:
    """Return where "of three" ends behind a mother: it counts her children, not the victims."""
    found = number_at(toks, of + 1)
    if found is None:
        return of
    head = head_of(lexicon, toks, found[1]) if found[1] < len(toks) else None
    return head.end if head and head.noun and head.noun.plural else found[1]


def _group_end(lexicon: Lexicon, toks: Sequence[Token], start: int) -> int:
    """Return where the group ends whose members are counted."""
    ends = LINKS - DEFINITE - {"of", "a", "an"} - POSSESSIVE
    k = start
    while k < min(start + _GROUP_WORDS, len(toks)):
        named = toks[k].low == "and" and k + 1 < len(toks) and toks[k + 1].text[0].isupper()
        named = named or _abbreviates(toks, k)
        if not named and (toks[k].low in ends or not toks[k].low[0].isalnum()):
            break
        if lexicon.triggers.at(toks, k):
            break
        k += 1
    return k if k > start else start - 1


def _abbreviates(toks: Sequence[Token], k: int) -> bool:
    """Whether a stop ends a title within a name: "Dr. Radi"."""
    title = toks[k - 1]
    closes = toks[k].low == "." and title.end == toks[k].start
    return closes and title.text[0].isupper() and len(title.text) <= _LONGEST_TITLE


_LONGEST_TITLE: Final = 4


def made_of(
    lexicon: Lexicon,
    toks: Sequence[Token],
    i: int,
    end: int,
    figure: Figure,
    head: Head | None,
    *,
    more: bool = False,
    bare: bool = False,
    extra: Sequence[str] = (),
    reach: int | None = None,
) -> People:
    """Return people with a figure. ``bare``: no noun tells who they are."""
    status, sub_group = (
        status_of(lexicon, head, extra) if head and not bare else (Status.UNKNOWN, None)
    )
    return People(
        min(i, figure.start),
        max(reach or 0, end),
        figure.quantity,
        status=status,
        sub_group=sub_group,
        plural=figure.quantity.best != 1,
        more=more,
        known=head is not None and head.noun is not None,
        bodies=bool(
            head and (head.possessive or head.word in ("bodies", "body", "corpses", "corpse"))
        ),
        zero=figure.zero,
        bare=bare or head is None,
        hurt=bool(head and _hurt(head)),
        head=head.word if head else "",
        definite=toks[i].low in ("the", "both", "these", "those", "all"),
        counted=True,
    )


def _hurt(head: Head) -> bool:
    return any(word in ("injured", "wounded") for word in head.context)
