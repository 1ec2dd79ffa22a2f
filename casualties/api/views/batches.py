"""Batches: many reports in one go, what became of each, taken back together."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from casualties import queries
from casualties.actions import batches, posting, reverting
from casualties.api import schema
from casualties.api.access import audience_of, may_review, who_writes
from casualties.api.batch_serializers import (
    ChosenSerializer,
    LineFilterSerializer,
    LineSerializer,
    ReasonSerializer,
    SendSerializer,
)
from casualties.api.filters import QuerySerializer, read
from casualties.api.idempotency import idempotency_key
from casualties.api.parsers import CSVParser, JSONLinesParser, SentContent, ShallowJSONParser
from casualties.api.views.reading import page
from casualties.models import Batch
from casualties.visibility import batches_for
from sources.api.authentication import actor_of
from sources.core.fingerprint import bytes_digest


class BulkView(APIView):
    """Where reports come in by the thousand."""

    parser_classes = (JSONLinesParser, CSVParser)

    def get_permissions(self) -> list[BasePermission]:
        """Return who may post."""
        return [who_writes()]

    @schema.post_batch
    def post(self, request: Request) -> Response:
        """Take a batch in; workers look at its lines one by one."""
        asked = read(SendSerializer, request)
        sent, by = _sent(request), actor_of(request)

        def send() -> dict[str, Any]:
            batch = batches.send(
                lines=batches.read_file(sent.content, table=sent.format == CSVParser.format),
                by=by,
                may_review=may_review(request),
                to_file=not asked["stage"],
                name=asked["name"],
            )
            return {"batch": batch.key}

        answered = posting.once(
            by=by,
            idempotency_key=idempotency_key(request),
            body_digest=bytes_digest(sent.content),
            answer=send,
        )
        batch = Batch.objects.get(key=answered.answer["batch"])
        return _told(batch, status.HTTP_202_ACCEPTED)


def _sent(request: Request) -> SentContent:
    content: Any = request.data  # empty, where no parser was asked to read a body
    return content if isinstance(content, SentContent) else SentContent("", b"")


class _OneBatch(APIView):
    """One batch, for whoever sent it and for those who may know of protected sources."""

    parser_classes = (ShallowJSONParser,)

    def get_permissions(self) -> list[BasePermission]:
        """Return who may send batches: each sees its own."""
        return [who_writes(also="casualties.view_batch")]

    def batch(self, request: Request, key: str) -> Batch:
        """Return the batch, if it is the reader's to see."""
        found = batches_for(audience_of(request), actor_of(request)).filter(key=key).first()
        if not found:
            raise NotFound(f"No batch {key!r} is on file, or you may not see it.")
        return found


class BatchView(_OneBatch):
    """How far a batch is."""

    @schema.read_batch
    def get(self, request: Request, key: str) -> Response:
        """Return its state and how many lines stand where."""
        read(QuerySerializer, request)
        return _told(self.batch(request, key))


class BatchLinesView(_OneBatch):
    """What became of each line."""

    @schema.list_batch_lines
    def get(self, request: Request, key: str) -> HttpResponse:
        """Return a page of lines, in order; the next page begins after the last one."""
        asked = read(LineFilterSerializer, request)
        lines, more = queries.batch_lines(self.batch(request, key), **asked)
        rows = LineSerializer(lines, many=True).data  # type: ignore[arg-type]
        return page(request, {}, rows, str(rows[-1]["line"]) if more else None)


class BatchFileView(_OneBatch):
    """File a batch that was only looked at."""

    def get_permissions(self) -> list[BasePermission]:
        """Return who may post."""
        return [who_writes()]

    @schema.file_batch
    def post(self, request: Request, key: str) -> Response:
        """File the chosen lines, or all that fit."""
        chosen = _body(ChosenSerializer, request)["lines"]
        batch = self.batch(request, key)
        filed = batches.file(batch=batch, by=actor_of(request), numbers=chosen)
        return _told(filed, status.HTTP_202_ACCEPTED)


class BatchRevertView(BatchFileView):
    """Take a batch back."""

    @schema.revert_batch
    def post(self, request: Request, key: str) -> Response:
        """Withdraw every claim it brought in, under one operation."""
        reason = _body(ReasonSerializer, request)["reason"]
        batch = self.batch(request, key)
        done = reverting.revert(
            batch=batch, by=actor_of(request), reason=reason, may_review=may_review(request)
        )
        return _told(done.batch)


class BatchRestoreView(BatchFileView):
    """Undo that."""

    @schema.restore_batch
    def post(self, request: Request, key: str) -> Response:
        """Let its claims stand as before the reverting."""
        reason = _body(ReasonSerializer, request)["reason"]
        batch = self.batch(request, key)
        return _told(reverting.restore(batch=batch, by=actor_of(request), reason=reason))


def _body(serializer: Any, request: Request) -> Mapping[str, Any]:
    body = serializer(data=request.data or {})
    body.is_valid(raise_exception=True)
    said: Mapping[str, Any] = body.validated_data
    return said


def _told(batch: Batch, code: int = status.HTTP_200_OK) -> Response:
    reading = queries.batch_reading(batch)
    address = reverse("api:batch", args=[batch.key])
    told = {
        "batch": batch.key,
        "state": reading.state,
        "name": batch.name,
        "sent_at": batch.sent_at,
        "counts": reading.counts,
        "falling": reading.falling,
        "incidents": reading.incidents,
        "results": f"{address}/lines",
    }
    return Response(told, status=code, headers={"Location": address})
