"""The methods there are. A new one is a module that meets `Method` and a line here."""

from types import MappingProxyType
from typing import Final

from casualties.core.estimation.field_methods import FIELD_METHODS
from casualties.core.estimation.method import Method
from casualties.core.estimation.posterior.method import PosteriorMethod

HEADLINE_METHOD: Final = "posterior"
ENVELOPE: Final = "envelope"

_METHODS: tuple[Method, ...] = (*FIELD_METHODS, PosteriorMethod())
METHODS: Final = MappingProxyType({method.name: method for method in _METHODS})
BENCH: Final = tuple(sorted(method.name for method in FIELD_METHODS))
"""The customary methods, shown beside whichever makes the headline."""


class UnknownMethod(LookupError):
    """No method of that name; the message lists those there are."""

    def __init__(self, name: str) -> None:
        """Say which methods could have been meant."""
        super().__init__(f"No method is called {name!r}. Known: {', '.join(sorted(METHODS))}.")


def method_named(name: str) -> Method:
    """Return a method by name.

    Raises
    ------
    UnknownMethod
        Where there is none; it lists those there are.

    Examples
    --------
    >>> method_named("envelope").version
    '1'
    """
    if name not in METHODS:
        raise UnknownMethod(name)
    return METHODS[name]
