"""What changed between two descriptions of the API, and what of it breaks a client.

A client was written, or generated, from the old description. It breaks where something it calls or
reads is gone, or where the new one wants more of it or answers less than it was promised.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

METHODS = ("get", "post", "put", "patch", "delete")
# Which limits of a value a client must keep to, and which way they grow tighter.
_FLOORS = ("minimum", "minLength", "minItems")
_CEILINGS = ("maximum", "maxLength", "maxItems")


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """Return a sentence for each change that breaks a client of the old description."""
    return list(dict.fromkeys(_Comparison(old, new).broken()))


def additions(old: Schema, new: Schema) -> list[str]:
    """Return a sentence for each operation that is new."""
    known = {place for place, _ in _operations(old)}
    return [f"{place}: new" for place, _ in _operations(new) if place not in known]


def _operations(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                yield f"{method.upper()} {path}", methods[method]


class _Comparison:
    """One pass over both descriptions; each pair of named shapes is compared once a direction."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str, bool]] = set()

    def broken(self) -> Iterator[str]:
        now = dict(_operations(self.new))
        for place, was in _operations(self.old):
            if place in now:
                yield from self._operation(place, was, now[place])
            elif place.partition(" ")[2] in self.new["paths"]:
                yield f"{place}: operation removed"
            else:
                yield f"{place}: path removed"

    def _operation(self, place: str, was: Schema, now: Schema) -> Iterator[str]:
        if was["operationId"] != now["operationId"]:
            yield f"{place}: operation id {was['operationId']} is now {now['operationId']}"
        yield from self._parameters(place, was, now)
        yield from self._body(place, was, now)
        yield from self._answers(place, was, now)

    def _parameters(self, place: str, was: Schema, now: Schema) -> Iterator[str]:
        before = {_named(part): part for part in was.get("parameters", ())}
        after = {_named(part): part for part in now.get("parameters", ())}
        for name, part in before.items():
            at = f"{place}: parameter {name}"
            if name not in after:
                yield f"{at} removed"
                continue
            if after[name].get("required") and not part.get("required"):
                yield f"{at} is now required"
            yield from self._sent(at, part["schema"], after[name]["schema"])
        for name in after.keys() - before.keys():
            if after[name].get("required"):
                yield f"{place}: parameter {name} is new and required"

    def _body(self, place: str, was: Schema, now: Schema) -> Iterator[str]:
        before, after = was.get("requestBody"), now.get("requestBody")
        if not after:
            return
        if after.get("required") and not (before and before.get("required")):
            yield f"{place}: a body is now required"
        for kind, content in (before or {}).get("content", {}).items():
            if kind not in after["content"]:
                yield f"{place}: bodies of {kind} are no longer taken"
            else:
                yield from self._sent(
                    f"{place}: body", content["schema"], after["content"][kind]["schema"]
                )

    def _answers(self, place: str, was: Schema, now: Schema) -> Iterator[str]:
        for status, answer in was["responses"].items():
            if status not in now["responses"]:
                if status < "300":
                    yield f"{place}: answer {status} removed"
                continue
            for kind, content in answer.get("content", {}).items():
                after = now["responses"][status].get("content", {})
                if kind not in after:
                    yield f"{place}: answer {status} is no longer {kind}"
                else:
                    yield from self._read(
                        f"{place}: answer {status}", content["schema"], after[kind]["schema"]
                    )

    def _sent(self, at: str, was: Schema, now: Schema) -> Iterator[str]:
        """Compare what a client sends: the new one must take all that the old one took."""
        yield from self._shapes(at, was, now, sent=True)

    def _read(self, at: str, was: Schema, now: Schema) -> Iterator[str]:
        """Compare what a client reads: the new one must give all that the old one gave."""
        yield from self._shapes(at, was, now, sent=False)

    def _shapes(self, at: str, was: Schema, now: Schema, *, sent: bool) -> Iterator[str]:
        pair = (_reference(was), _reference(now), sent)
        if pair[0] and pair[1]:
            if pair in self.seen:
                return
            self.seen.add(pair)
            at = f"{at} ({pair[0]})"
        was, now = _resolved(self.old, was), _resolved(self.new, now)
        yield from _values(at, was, now, sent=sent)
        yield from self._properties(at, was, now, sent=sent)
        for inside in ("items", "additionalProperties"):
            if isinstance(was.get(inside), Mapping) and isinstance(now.get(inside), Mapping):
                yield from self._shapes(f"{at}[]", was[inside], now[inside], sent=sent)

    def _properties(self, at: str, was: Schema, now: Schema, *, sent: bool) -> Iterator[str]:
        before, after = was.get("properties", {}), now.get("properties", {})
        needed_before, needed_after = {*was.get("required", ())}, {*now.get("required", ())}
        for name, shape in before.items():
            if name not in after:
                yield f"{at}.{name} removed"
                continue
            if sent and name in needed_after - needed_before:
                yield f"{at}.{name} is now required"
            if not sent and name in needed_before - needed_after:
                yield f"{at}.{name} may now be missing"
            yield from self._shapes(f"{at}.{name}", shape, after[name], sent=sent)
        if sent:
            for name in sorted((needed_after - needed_before) & (after.keys() - before.keys())):
                yield f"{at}.{name} is new and required"


def _named(parameter: Schema) -> str:
    return f"{parameter['name']} ({parameter['in']})"


def _reference(shape: Schema) -> str:
    return str(shape.get("$ref", "")).rpartition("/")[2]


def _resolved(schema: Schema, shape: Schema) -> Schema:
    """Follow references, and lay the parts of ``allOf`` over one another."""
    while name := _reference(shape):
        shape = schema["components"]["schemas"][name]
    if "allOf" not in shape:
        return shape
    whole: dict[str, Any] = {key: part for key, part in shape.items() if key != "allOf"}
    for part in shape["allOf"]:
        whole = {**_resolved(schema, part), **whole}
    return whole


def _values(at: str, was: Schema, now: Schema, *, sent: bool) -> Iterator[str]:
    """Compare what one value may be."""
    if was.get("type") != now.get("type") or was.get("format") != now.get("format"):
        yield f"{at}: type {_type(was)} is now {_type(now)}"
    before, after = _alternatives(was), _alternatives(now)
    for other in sorted(before - after if sent else after - before):
        yield f"{at}: {'no longer' if sent else 'may now be'} {other}"
    if sent and was.get("nullable") and not now.get("nullable"):
        yield f"{at} may no longer be null"
    if not sent and now.get("nullable") and not was.get("nullable"):
        yield f"{at} may now be null"
    yield from _words(at, was, now)
    if sent:
        yield from _limits(at, was, now)


def _type(shape: Schema) -> str:
    return " ".join(str(shape[key]) for key in ("type", "format") if key in shape) or "any"


def _alternatives(shape: Schema) -> set[str]:
    parts = [*shape.get("oneOf", ()), *shape.get("anyOf", ())]
    return {_reference(part) or _type(part) for part in parts}


def _words(at: str, was: Schema, now: Schema) -> Iterator[str]:
    """Compare sets of words. Clients must expect new ones, so only lost ones break them."""
    lost = [word for word in was.get("enum", ()) if word not in now.get("enum", (word,))]
    if lost:
        yield f"{at}: no longer {', '.join(map(str, lost))}"
    if "enum" in now and "enum" not in was:
        yield f"{at}: only {', '.join(map(str, now['enum']))} from now on"


def _limits(at: str, was: Schema, now: Schema) -> Iterator[str]:
    for limit in _FLOORS:
        if limit in now and now[limit] > was.get(limit, float("-inf")):
            yield f"{at}: {limit} is now {now[limit]}"
    for limit in _CEILINGS:
        if limit in now and now[limit] < was.get(limit, float("inf")):
            yield f"{at}: {limit} is now {now[limit]}"
    if "pattern" in now and now["pattern"] != was.get("pattern"):
        yield f"{at}: pattern is now {now['pattern']}"
