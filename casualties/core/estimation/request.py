"""What is asked of an estimate, and what of the evidence bears on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casualties.core.coding import Scheme
from casualties.core.estimation.attesting import grade_of
from casualties.core.estimation.conversion import (
    CONVERTIBLE,
    UNCONVERTED_HARMS,
    combatants_spoken_of,
    may_convert,
)
from casualties.core.estimation.digest import digest
from casualties.core.estimation.grading import Grade
from casualties.core.estimation.method import Case, Method
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, ParameterSet
from casualties.core.estimation.provenance import Provenance, provenance
from casualties.core.estimation.registry import ENVELOPE, method_named
from casualties.core.estimation.roles import Role, roles_of
from casualties.core.estimation.statements import relevant
from casualties.core.types import HEADLINE, Evidence, Measure
from casualties.core.words import ActionStatus


@dataclass(frozen=True, kw_only=True)
class Request:
    """An estimate that is wanted.

    Parameters
    ----------
    evidence
        The incident's claims and confirmed ties, in any order.
    measure
        What is counted, `killed:civilian` for the headline.
    method
        Name of a method in the registry.
    scheme
        Gives vague words their numbers.
    parameters
        The prior, for a method that has one.
    action
        Whether a party acted there, which bears on the grade alone.
    """

    evidence: Evidence
    measure: Measure
    method: str
    scheme: Scheme
    parameters: ParameterSet = DEFAULT
    action: ActionStatus = ActionStatus.UNKNOWN

    @cached_property
    def chosen(self) -> Method:
        """Return the method; the envelope for bodies found and people taken away.

        Raises
        ------
        UnknownMethod
            Where no method has that name.
        """
        method = method_named(self.method)
        if method.converts and self.measure.harm in UNCONVERTED_HARMS:
            return method_named(ENVELOPE)
        return method

    @cached_property
    def scope(self) -> "Scope":
        """Return what bears on it, sorted out at the first asking."""
        return Scope.of(self)

    @cached_property
    def case(self) -> Case:
        """Return what a method is given."""
        scope = self.scope
        return Case(
            measure=self.measure,
            scheme=self.scheme,
            groups=scope.provenance.groups,
            left_out=scope.provenance.left_out,
            deniers=scope.provenance.deniers,
            roles=scope.roles,
            combatants=scope.combatants,
            parameters=self.parameters,
        )

    @cached_property
    def digest(self) -> str:
        """Return the fingerprint of everything the estimate depends on: 64 hexadecimal digits.

        Answers whether a stored estimate still holds, at a small part of the cost of another.
        """
        scope = self.scope
        return digest(
            scope.near,
            self.measure,
            method=self.chosen.name,
            scheme=self.scheme,
            elsewhere=len(self.evidence.claims) > len(scope.near.claims),
            parameters=self.parameters.identity,
            roles=scope.roles,
            combatants=scope.combatants,
            grade=scope.grade,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What bears on a request: the claims near it, their provenance, the roles of their speakers.

    ``converted``: figures of other measures were looked at, since the one asked has none.
    ``grade`` is the incident's, told with its headline and with no other measure.
    """

    near: Evidence
    provenance: Provenance
    roles: Mapping[str, Role]
    combatants: bool
    converted: bool
    grade: Grade | None

    @classmethod
    def of(cls, request: Request) -> "Scope":
        """Look at the claims of the measure and, where no figure counts, at convertible ones."""
        evidence, measure = request.evidence, request.measure
        near = relevant(evidence, [measure])
        sorted_out = provenance(near, measure, request.scheme)
        converts = request.chosen.converts and may_convert(evidence, measure)
        converted = converts and not sorted_out.groups
        if converted:
            near = relevant(evidence, [measure, *CONVERTIBLE])
            sorted_out = provenance(near, measure, request.scheme, also=CONVERTIBLE)
        return cls(
            near=near,
            provenance=sorted_out,
            roles=_among(near, roles_of(evidence)),
            combatants=converted and combatants_spoken_of(evidence),
            converted=converted,
            grade=grade_of(evidence, sorted_out, request.action) if measure == HEADLINE else None,
        )


def _among(near: Evidence, roles: Mapping[str, Role]) -> dict[str, Role]:
    return {claim.key: roles[claim.key] for claim in near.claims if claim.key in roles}
