"""A fingerprint of what an estimate depends on: content only, never a row's number."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from casualties.core.coding import Scheme
from casualties.core.estimation.derivation import FORMAT_VERSION
from casualties.core.estimation.grading import Grade
from casualties.core.estimation.registry import METHODS
from casualties.core.estimation.roles import Role
from casualties.core.types import Evidence, EvidenceClaim, Measure


def digest(
    evidence: Evidence,
    measure: Measure,
    *,
    method: str,
    scheme: Scheme,
    elsewhere: bool,
    parameters: str,
    roles: Mapping[str, Role],
    combatants: bool,
    grade: Grade | None,
) -> str:
    """Return the sha256 of an estimate's inputs as 64 hexadecimal digits.

    Parameters
    ----------
    evidence
        What bears on the measure, and no more, in canonical order.
    measure, method, scheme
        What is counted, by which method, with which numbers for vague words.
    elsewhere
        Whether the incident has claims that do not bear on it: the reason for having no range
        depends on that.
    parameters
        Identity of the parameter set.
    roles
        Claim key to the speaker's role, of those that are not neutral.
    combatants
        Whether combatants are spoken of, where that bears on the measure.
    grade
        The incident's grade, where it is told with the measure.
    """
    content = {
        "format": FORMAT_VERSION,
        "measure": str(measure),
        "method": method,
        "methods": {name: known.version for name, known in METHODS.items()},
        "scheme": scheme.identity,
        "claims": [_canonical(claim) for claim in evidence.claims],
        "ties": [[tie.claim, tie.relation, tie.on] for tie in evidence.ties],
        "elsewhere": elsewhere and not evidence.claims,
        "parameters": parameters,
        "roles": dict(roles),
        "combatants": combatants,
        "grade": grade,
    }
    text = json.dumps(content, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(claim: EvidenceClaim) -> EvidenceClaim:
    return replace(claim, alleged_parties=tuple(sorted(claim.alleged_parties)))


def _plain(value: object) -> object:
    """Return days and our frozen values as JSON can hold them, field by field."""
    if isinstance(value, date):
        return value.isoformat()
    if slots := getattr(value, "__slots__", ()):
        return {name: getattr(value, name) for name in slots}
    raise TypeError(f"{value!r} has no place in a digest.")
