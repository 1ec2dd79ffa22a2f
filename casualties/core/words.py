"""The words of the field: one meaning each, read by the models, the API and the glossary."""

from typing import Final

from sources.core.words import Word


class Harm(Word):
    """What happened to the people counted."""

    KILLED = "killed", "They died."
    INJURED = "injured", "They were hurt and lived."
    MISSING = "missing", "Nobody knows what became of them."
    KILLED_OR_INJURED = "killed_or_injured", "They died or were hurt; the claim does not say which."
    BODIES_FOUND = "bodies_found", "Bodies or remains were found or recovered."
    TAKEN_AWAY = "taken_away", "They were taken away; what followed is another claim."


class Status(Word):
    """Who the people counted were under the law of armed conflict."""

    CIVILIAN = "civilian", "Civilians, civilian detainees included."
    PROTECTED = "protected", "Out of the fight: captured soldiers, medical and religious staff."
    COMBATANT = "combatant", "Members of armed forces or groups."
    UNKNOWN = "unknown", "Not stated. Never read as civilian without saying so."


class Stance(Word):
    """What the claimant does with the harm it speaks of."""

    ASSERTS = "asserts", "Says that it happened."
    CONCEDES = "concedes", "Admits, as the accused party, that it did it."
    DENIES_HARM = "denies_harm", "Says that nobody was harmed; carries no figure."
    DENIES_RESPONSIBILITY = "denies_responsibility", "Says that others did it; carries no figure."


class Qualifier(Word):
    """How the figure is meant."""

    EXACTLY = "exactly", "x people."
    AT_LEAST = "at_least", "x or more."
    MORE_THAN = "more_than", "More than x; x is kept as said."
    AT_MOST = "at_most", "Up to x, as many as x."
    ABOUT = "about", "About, around, some x; also a share of a stated total."
    BETWEEN = "between", "From x to y."
    VAGUE = "vague", "A word such as 'dozens'; the coding scheme gives it numbers."
    UNSTATED = "unstated", "No figure at all, such as 'an unknown number'."


class Scope(Word):
    """What the figure covers."""

    INCIDENT = "incident", "One incident."
    AGGREGATE = "aggregate", "A period or a wider area: compared with totals, on no incident."


class DatePrecision(Word):
    """How exactly a date is known."""

    DAY = "day", "That day."
    WEEK = "week", "The seven days from that day."
    MONTH = "month", "That month."
    YEAR = "year", "That year."
    RANGE = "range", "From the first day to the last."


class LocationPrecision(Word):
    """How exactly a place is known."""

    EXACT = "exact", "The building or spot."
    STREET = "street", "The street."
    NEIGHBOURHOOD = "neighbourhood", "The neighbourhood."
    TOWN = "town", "The town or village."
    DISTRICT = "district", "The district."
    GOVERNORATE = "governorate", "The governorate or province."
    COUNTRY = "country", "The country only."
    UNKNOWN = "unknown", "Not resolved."


class Relation(Word):
    """How one claim stands to another."""

    REPEATS = "repeats", "Carries the same statement: adds no evidence."
    BASED_ON = "based_on", "Built from it, as a monitor's range from local reports."
    PART_OF = "part_of", "Counts a part of what the other counts: at least so many."
    REVISES = "revises", "The same claimant's later figure: the earlier one is retired."
    CORRECTS = "corrects", "Mends how the same report was typed or read."


class DerivationVerdict(Word):
    """Whether a stated relation holds."""

    PROPOSED = "proposed", "Suggested; collapses nothing until a person confirms it."
    CONFIRMED = "confirmed", "Holds."
    REFUSED = "refused", "Does not hold, and is not proposed again."


class JudgementVerdict(Word):
    """Whether a claim is about an incident."""

    POSITIVE = "positive", "It is about this incident."
    NEGATIVE = "negative", "It is not; never proposed again."
    UNSURE = "unsure", "Looked at and left open."


class ReviewState(Word):
    """Where a claim stands with the analysts. No review at all is a draft."""

    ACCEPTED = "accepted", "Read and taken as what the report says."
    REJECTED = "rejected", "Not what the report says, or not fit to count."
    WITHDRAWN = "withdrawn", "Taken back with its report, or by whoever entered it."


TURNED_DOWN: Final = (ReviewState.REJECTED, ReviewState.WITHDRAWN)
"""Reviews after which a claim counts nowhere."""


class QueueKind(Word):
    """What waits in the review queue."""

    CLAIM = "claim", "A draft, or a claim whose link to an incident waits for a person."
    RELATION = "relation", "A proposed relation between two claims."
    UNREAD = "unread", "A text with sentences that speak of casualties and gave no draft."


class Basis(Word):
    """Which claims a range rests on."""

    REVIEWED = "reviewed", "Accepted claims whose link a person made or confirmed."
    PROVISIONAL = "provisional", "These and drafts and links made by rule."


class Outcome(Word):
    """Whether a range could be given."""

    RANGE = "range", "There is a range."
    NO_ESTIMATE = "no_estimate", "There is none, and the reason says why."


class Use(Word):
    """What an estimate did with a claim."""

    COUNTED = "counted", "Its figure bears on the range."
    COPY = "copy", "Repeats a statement that counts once."
    LEFT_OUT = "left_out", "Bears on nothing, for the reason given."


class LeftOut(Word):
    """Why a claim bears on nothing in this measure."""

    NO_FIGURE = "no_figure", "States no number."
    DENIAL = "denial", "Denies; shown beside the range, never averaged into it."
    SUPERSEDED = "superseded", "Its claimant has since published another figure."
    CORRECTED = "corrected", "Its entry was corrected by a later one."
    SYNTHESIS = "synthesis", "Built from claims that are on file and counted themselves."
    OTHER_MEASURE = "other_measure", "Its statement is on file under another measure."
    PART = "part", "Counts only a part of the victims, and less than the totals on file."
    VACUOUS = "vacuous", "Says nothing, such as 'at least 0'."


class IncidentState(Word):
    """Where an incident stands with the desk."""

    PROVISIONAL = "provisional", "Opened from a report; nobody has confirmed it yet."
    OPEN = "open", "Confirmed as an incident; work goes on."
    SIGNED_OFF = "signed_off", "Its range was signed off."
    CHANGES_REQUESTED = "changes_requested", "A reviewer asked for changes."
    DISCARDED = "discarded", "Not an incident after all; kept with its reason."


class ActionStatus(Word):
    """Whether a party acted there, whatever came of it."""

    DECLARED = "declared", "A party said that it struck there."
    LIKELY = "likely", "Nobody said so, but the signs point to one party."
    CONTESTED = "contested", "Parties accuse one another."
    UNKNOWN = "unknown", "Nobody has said."


class StalenessCause(Word):
    """What made an estimate stale."""

    REVIEW = "review", "A claim was accepted, rejected or withdrawn, or that was undone."
    DERIVATION = "derivation", "A relation between claims was stated or ended."
    JUDGEMENT = "judgement", "A claim was linked to an incident, or the link ended."
    PARTIES = "parties", "The parties alleged in a claim or incident changed."
    SOURCE = "source", "A source's name, grade, kind, party or protection changed."
    PROTECTION = "protection", "The protection of a report or claim was raised or lowered."
    MERGE = "merge", "Incidents were merged, or a merge was undone."
    PARAMETERS = "parameters", "Another prior was chosen."
    RECONCILE = "reconcile", "Everything is recomputed: method, scheme or parameters changed."
    RETRY = "retry", "An earlier attempt failed."


class Resource(Word):
    """What the feed of changes speaks of."""

    PARTY = "party", "A party to the conflict."
    SOURCE = "source", "A source, its grade included."
    REPORT = "report", "A report, and which claims it carries."
    CLAIM = "claim", "A claim, what was decided on it, its incident and its ties."
    INCIDENT = "incident", "An incident, its claims, ranges and sign-offs."


class ChangeKind(Word):
    """What a line of the feed says of its row."""

    CHANGED = "changed", "It is new or changed: read it again."
    REJECTED = "rejected", "A claim that the desk does not take as what its report says."
    WITHDRAWN = "withdrawn", "Taken back: it counts no longer."
    MERGED = "merged", "An incident that is now part of another."
    DISCARDED = "discarded", "Not an incident after all."
    WITHHELD = "withheld", "No longer shown to this reader: remove your copy."


class LineState(Word):
    """Where a line of a batch stands."""

    WAITING = "waiting", "Nobody looked at it yet."
    FIT = "fit", "It can be filed, and would be new."
    KNOWN = "known", "Its report is on file with the same claims: nothing was, or will be, added."
    REFUSED = "refused", "It cannot be filed; the error says why and how to mend it."
    FILED = "filed", "Its report was filed with this batch."


class BatchState(Word):
    """How far a batch is."""

    WORKED_OFF = "in_work", "Workers are looking at its lines, or will in seconds."
    LOOKED_AT = "staged", "Every line was looked at and none filed: file it, or leave it."
    DONE = "done", "Every line was filed, known or refused."
    REVERTED = "reverted", "Done, and taken back: its claims are withdrawn."
