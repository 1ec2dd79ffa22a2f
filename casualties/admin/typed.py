"""Typed words as a claim's fields: shown while typing, and filled in where asked."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from casualties.core.reading import TypedFigure, read_typed

FIGURES = ("qualifier", "low", "best", "high", "word")


def fields_of_words(words: str) -> list[dict[str, str]]:
    """Return what a phrase says as a form's fields, its main figure first."""
    return [_fields(figure) for figure in read_typed(words)]


def told(fields: dict[str, str]) -> str:
    """Return such fields in words."""
    figure = fields["word"] or "-".join(
        dict.fromkeys(filter(None, (fields["low"], fields["best"], fields["high"])))
    )
    whole = (
        *(fields["qualifier"].replace("_", " "), figure, fields["sub_group"]),
        *(fields["status"], fields["harm"].replace("_", " ")),
    )
    return " ".join(filter(None, whole))


def _fields(figure: TypedFigure) -> dict[str, str]:
    quantity = figure.quantity
    said = {name: getattr(quantity, name) for name in (*FIGURES, "expression")}
    said |= {name: getattr(figure, name) for name in ("harm", "status", "sub_group")}
    return {name: "" if value is None else str(value) for name, value in said.items()}


def filled_in(typed: QueryDict, prefixes: list[str]) -> QueryDict:
    """Return what was typed with each claim's words read into its empty fields.

    Figures that a phrase includes go to the next claims in which nothing was typed, under the
    same claimant.
    """
    whole = typed.copy()
    free = iter([prefix for prefix in prefixes if not _begun(typed, prefix)])
    for prefix in prefixes:
        words = typed.get(f"{prefix}-expression", "")
        if words and not any(typed.get(f"{prefix}-{name}") for name in FIGURES):
            _read_into(whole, prefix, fields_of_words(words), free)
    return whole


def _read_into(whole: Any, prefix: str, found: list[dict[str, str]], free: Iterator[str]) -> None:
    for number, fields in enumerate(found):
        target = prefix if number == 0 else next(free, None)
        if target is None:
            return
        whole[f"{target}-claimant"] = whole.get(f"{prefix}-claimant", "")
        for name, value in fields.items():
            kept = "" if name == "expression" else whole.get(f"{target}-{name}")
            whole[f"{target}-{name}"] = kept or value


def _begun(typed: QueryDict, prefix: str) -> bool:
    return any(typed.get(f"{prefix}-{name}") for name in ("claimant", "expression", *FIGURES))
