"""What the reference says of sources and parties."""

from drf_spectacular.utils import extend_schema

from casualties.api import examples
from casualties.api.filters import PartyFilterSerializer, SourceFilterSerializer
from casualties.api.read_serializers import PartySerializer, SourceSerializer
from casualties.api.schema.answers import Decorator, answer, page_of, reading

list_sources: Decorator = extend_schema(
    operation_id="listSources",
    tags=["sources"],
    summary="List sources",
    parameters=[SourceFilterSerializer],
    responses=reading(
        answer(
            page_of("SourcePage", SourceSerializer(many=True)),
            "A page, by slug.",
            {"results": [examples.SOURCE], "next": None},
        )
    ),
)
read_source: Decorator = extend_schema(
    operation_id="readSource",
    tags=["sources"],
    summary="Read a source",
    responses=reading(answer(SourceSerializer, "The source.", examples.SOURCE), 404),
)
list_parties: Decorator = extend_schema(
    operation_id="listParties",
    tags=["sources"],
    summary="List the parties to the conflict",
    parameters=[PartyFilterSerializer],
    responses=reading(
        answer(
            page_of("PartyPage", PartySerializer(many=True)),
            "A page, by slug.",
            {"results": [examples.PARTY], "next": None},
        )
    ),
)
read_party: Decorator = extend_schema(
    operation_id="readParty",
    tags=["sources"],
    summary="Read a party to the conflict",
    responses=reading(answer(PartySerializer, "The party.", examples.PARTY), 404),
)
