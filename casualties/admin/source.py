"""A source's page, with its claims' record beside what was signed off."""

from django.contrib import admin
from django.http import HttpRequest

from casualties.admin import figures
from casualties.core.track_record import Share, agreement
from casualties.models import Claim
from casualties.queries import Compared, compared_with_signed
from sources.admin.panels import Panel, link
from sources.admin.source import SourceAdmin
from sources.models import Source

_COLUMNS = ("Incident", "Measure", "It said", "Signed off", "Verdict")
_METHOD = (
    "Agreement: its last figure on each signed range with at least two independent voices counts "
    "as within where both can be true. The signed range may rest on this very source too: it is "
    "agreement, not accuracy."
)

admin.site.unregister(Source)


@admin.register(Source)
class SourceWithRecordAdmin(SourceAdmin):
    """Sources, and how they compared with what was signed off later."""

    def panels(self, request: HttpRequest, row: Source) -> list[Panel]:
        """Put the record first."""
        seen = admin.site.get_model_admin(Claim).get_queryset(request)
        return [_record(compared_with_signed(row, seen)), *super().panels(request, row)]


def _record(found: list[Compared]) -> Panel:
    return Panel.of(
        "Beside what was signed off later",
        _COLUMNS,
        found,
        _cells,
        empty="None of its figures stands beside a range that was signed off later.",
        note=f"{_told(agreement(one.verdict for one in found))} {_METHOD}",
    )


def _told(share: Share | None) -> str:
    if share is None:
        return ""
    return (
        f"{share.hits} of {share.n} within, {share.share:.0%} "
        f"(95 % Wilson interval {share.low:.0%} to {share.high:.0%})."
    )


def _cells(one: Compared) -> tuple[object, ...]:
    return (
        link(one.sign_off.incident, one.sign_off.incident.code),
        figures.measure(one.sign_off.measure),
        link(one.claim, figures.of_claim(one.claim)),
        figures.of_sign_off(one.sign_off),
        one.verdict,
    )
