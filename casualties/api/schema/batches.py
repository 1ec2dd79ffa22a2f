"""What the reference says of batches."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from casualties.api import examples
from casualties.api.batch_serializers import (
    BatchSerializer,
    ChosenSerializer,
    LineFilterSerializer,
    LineSerializer,
    ReasonSerializer,
    SendSerializer,
)
from casualties.api.schema.answers import Decorator, answer, errors, page_of
from casualties.api.schema.reports import IDEMPOTENCY_KEY

_BATCH = answer(BatchSerializer, "How far it is.", examples.BATCH)

post_batch: Decorator = extend_schema(
    operation_id="postBatch",
    tags=["batches"],
    summary="Post up to 5,000 reports at once",
    description="JSON Lines, each line a body of `postReport`, or a claims table as CSV. The batch "
    "is answered at once and worked off within seconds, line by line: one that is refused never "
    "spoils the others. A later line may name claims of an earlier one.",
    parameters=[IDEMPOTENCY_KEY, SendSerializer],
    request={"application/x-ndjson": OpenApiTypes.BINARY, "text/csv": OpenApiTypes.BINARY},
    responses={
        202: answer(BatchSerializer, "Taken in; ask its address how far it is.", examples.BATCH),
        **errors(400, 401, 403, 409, 413, 415, 422, 503),
    },
)
read_batch: Decorator = extend_schema(
    operation_id="readBatch",
    tags=["batches"],
    summary="Read how far a batch is",
    responses={200: _BATCH, **errors(400, 401, 403, 404, 503)},
)
list_batch_lines: Decorator = extend_schema(
    operation_id="listBatchLines",
    tags=["batches"],
    summary="List what became of each line",
    parameters=[LineFilterSerializer],
    responses={
        200: answer(page_of("BatchLinePage", LineSerializer(many=True)), "A page, by line."),
        **errors(400, 401, 403, 404, 503),
    },
)
_OF_A_BATCH = errors(400, 401, 403, 404, 409, 415, 503)
file_batch: Decorator = extend_schema(
    operation_id="fileBatch",
    tags=["batches"],
    summary="File a batch that was only looked at",
    request=ChosenSerializer,
    responses={202: answer(BatchSerializer, "It is being filed."), **_OF_A_BATCH},
)
revert_batch: Decorator = extend_schema(
    operation_id="revertBatch",
    tags=["batches"],
    summary="Withdraw everything a batch brought in",
    request=ReasonSerializer,
    responses={200: answer(BatchSerializer, "Its claims are withdrawn."), **_OF_A_BATCH},
)
restore_batch: Decorator = extend_schema(
    operation_id="restoreBatch",
    tags=["batches"],
    summary="Undo the reverting of a batch",
    request=ReasonSerializer,
    responses={200: answer(BatchSerializer, "Its claims stand as before."), **_OF_A_BATCH},
)
