"""What the reference says of claims and judgements."""

from drf_spectacular.utils import extend_schema

from casualties.api.filters import ClaimFilterSerializer, JudgementFilterSerializer
from casualties.api.read_serializers import ClaimSerializer, JudgementSerializer
from casualties.api.schema.answers import Decorator, answer, page_of, reading

list_claims: Decorator = extend_schema(
    operation_id="listClaims",
    tags=["claims"],
    summary="List claims; never add them up",
    description="A claim of a protected source is on its incident's page alone.",
    parameters=[ClaimFilterSerializer],
    responses=reading(
        answer(page_of("ClaimPage", ClaimSerializer(many=True), additive=False), "A page, by key.")
    ),
)
read_claim: Decorator = extend_schema(
    operation_id="readClaim",
    tags=["claims"],
    summary="Read a claim",
    responses=reading(answer(ClaimSerializer, "The claim."), 404),
)
list_judgements: Decorator = extend_schema(
    operation_id="listJudgements",
    tags=["claims"],
    summary="List the judgements in force, for readers who may see drafts",
    parameters=[JudgementFilterSerializer],
    responses=reading(
        answer(page_of("JudgementPage", JudgementSerializer(many=True)), "A page, oldest first."),
        403,
    ),
)
