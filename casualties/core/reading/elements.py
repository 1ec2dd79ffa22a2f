"""A sentence as a row of elements: people, figures, outcomes, small words, names."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from casualties.core.reading.english import CALENDAR, LINKS, words
from casualties.core.reading.heads import name_end
from casualties.core.reading.lexicon import Lexicon, Trigger
from casualties.core.reading.noun_phrases import people_at
from casualties.core.reading.numbers import counts_people, number_at
from casualties.core.reading.people import People
from casualties.core.reading.text import Token
from casualties.core.types import Quantity
from casualties.core.words import Harm, Qualifier, Status

PEOPLE: Final = "N"
NAME: Final = "U"
AGE_OF: Final = "a"
WORD: Final = "w"
FORMS: Final = {
    "past": "P",
    "present": "F",
    "gerund": "G",
    "died": "V",
    "state": "J",
    "noun": "T",
    "tally": "L",
    "lives": "E",
    "found": "X",
    "people": "M",
    "idle": "w",
}
SIGNS: Final = {"be": "B", "have": "H", "include": "S", "together": "W", "join": "C", "who": "R"}
PUNCTUATION: Final = {
    ",": ",",
    ";": ";",
    ":": ":",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "\u2013": "-",
    "\u2014": "-",
    "-": "-",
    '"': '"',
}
PREPOSITIONS: Final = words(
    """
    in at near on by from to into during after before when while as for with against over under
    between inside outside around through via among amid following across behind since until
    where because upon
    """
)


class Element(NamedTuple):
    """One element: its kind, its tokens, and what it means where it is more than a word."""

    kind: str
    start: int
    end: int
    people: People | None = None
    triggers: tuple[Trigger, ...] = ()

    @property
    def harm(self) -> Harm:
        """The harm of its first meaning."""
        return self.triggers[0].harm


def elements(lexicon: Lexicon, toks: Sequence[Token]) -> list[Element]:
    """Return the elements of a sentence, in order, every token in one of them."""
    found: list[Element] = []
    i = 0
    while i < len(toks):
        element = _element(lexicon, toks, i, found)
        found.append(element)
        i = element.end
    return _merge_mixed(_bracketed(_titled(found, toks)))


def _titled(found: list[Element], toks: Sequence[Token]) -> list[Element]:
    """Give one person a name that follows at once: "his wife Umm Saleh Farwana"."""
    row: list[Element] = []
    for element in found:
        last = row[-1] if row else None
        if (
            element.kind == NAME
            and last
            and last.people
            and _takes_name(last.people, toks, element)
        ):
            people = replace(last.people, end=element.end, name=True)
            row[-1] = last._replace(end=element.end, people=people)
            continue
        row.append(element)
    return row


def _takes_name(people: People, toks: Sequence[Token], name: Element) -> bool:
    named = toks[name.start].low not in CALENDAR and people.known and not people.pronoun
    return people.single and named and not people.bodies and not people.zero


_LONGEST_ASIDE: Final = 30


def _bracketed(found: list[Element]) -> list[Element]:
    """Take a pair of dashes around an aside for brackets."""
    dashes = [k for k, element in enumerate(found) if element.kind == "-"]
    for first, second in itertools.pairwise(dashes):
        if second - first < _LONGEST_ASIDE and found[first].kind == "-":
            found[first] = found[first]._replace(kind="(")
            found[second] = found[second]._replace(kind=")")
    return found


def _element(lexicon: Lexicon, toks: Sequence[Token], i: int, before: list[Element]) -> Element:
    """Return the element that begins at a token: the first reading that fits."""
    return (
        _punctuation(toks, i, before)
        or _aged(lexicon, toks, i)
        or _outcome(lexicon, toks, i)
        or _small_word(lexicon, toks, i)
        or _people(lexicon, toks, i)
        or _plain(lexicon, toks, i)
    )


def _punctuation(toks: Sequence[Token], i: int, before: list[Element]) -> Element | None:
    sign = PUNCTUATION.get(toks[i].low)
    return (_age(toks, i, before) or Element(sign, i, i + 1)) if sign else None


def _aged(lexicon: Lexicon, toks: Sequence[Token], i: int) -> Element | None:
    """Read "aged 12", "67 years old", "67 year old Hosni Salha"."""
    if toks[i].low in ("aged", "ages") and (age := number_at(toks, i + 1)):
        return Element(AGE_OF, i, _further_ages(toks, age[1]))
    spelled = _spelled_age(toks, i)
    if spelled is None:
        return None
    people = _aged_people(lexicon, toks, i, spelled)
    return Element(PEOPLE, i, people.end, people) if people else Element(AGE_OF, i, spelled)


_AGES_JOIN: Final = words(", and to or between")


def _further_ages(toks: Sequence[Token], k: int) -> int:
    """Pass the other ages of "aged 12, 14 and 15"."""
    while k < len(toks):
        at = k + (toks[k].low in _AGES_JOIN)
        at += at < len(toks) and toks[at].low == "and" and at > k
        found = number_at(toks, at) if at > k else None
        if found is None or not counts_people(toks, at, found[1]) or _goes_on(toks, found[1]):
            break
        k = found[1]
    return k


def _goes_on(toks: Sequence[Token], k: int) -> bool:
    """Whether a noun or verb follows, so that the figure before it counts: "and 14 others"."""
    return k < len(toks) and toks[k].low[0].isalpha() and toks[k].low not in LINKS


def _outcome(lexicon: Lexicon, toks: Sequence[Token], i: int) -> Element | None:
    hit = lexicon.triggers.at(toks, i)
    return Element(FORMS[hit[0][0].form], i, i + hit[1], triggers=hit[0]) if hit else None


def _small_word(lexicon: Lexicon, toks: Sequence[Token], i: int) -> Element | None:
    hit = lexicon.signs.at(toks, i)
    if hit and not (toks[i].low == "that" and _determines(lexicon, toks, i)):
        return _sign(lexicon, toks, i, *hit)
    kind = {"of": "O", "by": "Y"}.get(toks[i].low)
    return Element(kind, i, i + 1) if kind else None


def _people(lexicon: Lexicon, toks: Sequence[Token], i: int) -> Element | None:
    people = people_at(lexicon, toks, i)
    return Element(PEOPLE, i, people.end, people) if people and people.end > i else None


def _plain(lexicon: Lexicon, toks: Sequence[Token], i: int) -> Element:
    word = toks[i].low
    if word in PREPOSITIONS:
        return Element("p", i, i + 1)
    end = name_end(lexicon, toks, i)
    if end > i:
        return Element(NAME, i, end)
    adverb = word in lexicon.lists["signs.absorbed"] or word.endswith("ly")
    return Element("r" if adverb else WORD, i, i + 1)


def _determines(lexicon: Lexicon, toks: Sequence[Token], i: int) -> bool:
    return i + 1 < len(toks) and lexicon.nouns.at(toks, i + 1) is not None


def _age(toks: Sequence[Token], i: int, before: list[Element]) -> Element | None:
    """Read the age in "Salha, 29," and "(54 years old)"."""
    if i + 1 >= len(toks) or not toks[i + 1].low[0].isdigit() or not before:
        return None
    found = number_at(toks, i + 1)
    if not found or found[0] > 120 or before[-1].kind not in (NAME, PEOPLE):
        return None
    closing = toks[found[1]].low if found[1] < len(toks) else ""
    if toks[i].low == "(":
        end = found[1]
        while (
            end < len(toks)
            and end - i < 6
            and toks[end].low in ("year", "years", "old", "yrs", "-", "months", "month")
        ):
            end += 1
        if end < len(toks) and toks[end].low == ")":
            return Element(AGE_OF, i, end + 1)
        return None
    if toks[i].low == "," and closing in (",", "") and before[-1].kind == NAME:
        return Element(AGE_OF, i, min(found[1] + 1, len(toks)))
    if (
        toks[i].low == ","
        and closing in (",", "of", "was", "were", "and", "died")
        and (before[-1].kind == NAME or (before[-1].people and before[-1].people.single))
    ):
        return Element(AGE_OF, i, found[1] + (closing == ","))
    return None


def _spelled_age(toks: Sequence[Token], i: int) -> int | None:
    """Return the end of "67 year old" or "16 years old", whose figure counts years."""
    found = number_at(toks, i)
    if found and [t.low for t in toks[found[1] : found[1] + 2]] in (
        ["year", "old"],
        ["years", "old"],
        ["-year", "old"],
        ["months", "old"],
        ["month", "old"],
        ["days", "old"],
    ):
        return found[1] + 2
    return None


def _aged_people(lexicon: Lexicon, toks: Sequence[Token], i: int, age_end: int) -> People | None:
    if age_end >= len(toks):
        return None
    hit = lexicon.nouns.at(toks, age_end)
    if hit and not hit[0].plural:
        quantity = Quantity.said(Qualifier.EXACTLY, 1, expression=toks[age_end].text)
        return People(
            i, age_end + hit[1], quantity, hit[0].status, hit[0].sub_group, head=toks[age_end].low
        )
    end = name_end(lexicon, toks, age_end)
    if end > age_end:
        quantity = Quantity.said(Qualifier.EXACTLY, 1, expression=toks[age_end].text)
        return People(i, end, quantity, Status.UNKNOWN, head="aged", name=True)
    return None


def _sign(lexicon: Lexicon, toks: Sequence[Token], i: int, sign: str, size: int) -> Element:
    end = i + size
    if sign == "be" or sign == "have":
        kind = "B" if sign == "be" else "H"
        while end < len(toks):
            word = toks[end].low
            if word in lexicon.lists["signs.be"]:
                kind, end = "B", end + 1
            elif (
                word in lexicon.lists["signs.absorbed"]
                or (word.endswith("ly") and word not in ("family", "only"))
            ) and not lexicon.triggers.at(toks, end):
                end += 1
            else:
                break
        return Element(kind, i, end)
    return Element(SIGNS[sign], i, end)


def _merge_mixed(found: list[Element]) -> list[Element]:
    """Join "killed or severely wounded" and "dead and injured" into one outcome."""
    merged: list[Element] = []
    i = 0
    while i < len(found):
        element = found[i]
        joined = _mixed(found, i)
        if joined:
            merged.append(joined)
            i = next(
                k
                for k in range(i, len(found) + 1)
                if k == len(found) or found[k].start >= joined.end
            )
            continue
        merged.append(element)
        i += 1
    return merged


def _shares(found: list[Element], i: int, behind: Element) -> bool:
    """Whether both verbs have the object behind the second: "killed and injured many people"."""
    if behind.people is None:
        return True
    passive = i > 0 and found[i - 1].kind == "B"
    return behind.people.counted and not behind.people.more and not passive


_MIXABLE: Final = frozenset("PJVMT")


def _mixed(found: list[Element], i: int) -> Element | None:
    first = found[i]
    if first.kind not in _MIXABLE or first.harm not in (Harm.KILLED, Harm.INJURED):
        return None
    k = i + 1
    if k < len(found) and found[k].kind == ",":
        k += 1
    if k < len(found) and found[k].kind == "C":
        k += 1
        while k < len(found) and found[k].kind in ("r", "B", "H"):
            k += 1
    elif not (k < len(found) and found[k - 1].kind == ","):
        return None
    if k >= len(found) or found[k].kind not in _MIXABLE:
        return None
    second = found[k]
    harms = {first.harm, second.harm}
    if harms != {Harm.KILLED, Harm.INJURED} and harms != {Harm.KILLED_OR_INJURED, Harm.MISSING}:
        return None
    if first.kind == "V" or second.kind == "V":
        return None
    if second.kind == "P" and k + 1 < len(found) and not _shares(found, i, found[k + 1]):
        return None  # "was killed and wounded two others": each has its own people
    form = first.triggers[0].form
    return Element(
        first.kind, first.start, second.end, triggers=(Trigger(Harm.KILLED_OR_INJURED, form),)
    )
