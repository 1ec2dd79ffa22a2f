"""What the reference says of the feed of changes."""

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers

from casualties.api import examples
from casualties.api.change_serializers import ChangeSerializer
from casualties.api.filters import ChangeFilterSerializer
from casualties.api.schema.answers import Decorator, answer, reading

_PAGE = inline_serializer(
    "ChangePage",
    fields={
        "results": ChangeSerializer(many=True),
        "next": serializers.URLField(allow_null=True, help_text="Null: there is no more for now."),
        "last": serializers.IntegerField(help_text="Where to go on: the `after` of the next call."),
    },
)

list_changes: Decorator = extend_schema(
    operation_id="listChanges",
    tags=["changes"],
    summary="Follow what changes",
    description="Each row stands once, at its latest change. Whatever is committed later comes "
    "later, so a follower who goes on from `last` misses nothing.",
    parameters=[ChangeFilterSerializer],
    responses=reading(
        answer(
            _PAGE,
            "What changed, in order.",
            {"results": examples.CHANGES, "next": None, "last": 815},
        )
    ),
)
