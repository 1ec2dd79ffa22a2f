"""Which reports on file a typed one may be over again."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet

from sources.core.canonical import canonical_url
from sources.models import Report

ALIKE = 0.6  # of 1, trigrams in common: one word of a headline may differ
MOST = 5


def known_reports(
    seen: QuerySet[Report], *, url: str, title: str, publisher: int | None
) -> list[tuple[Report, str]]:
    """Return reports with the same address, or with nearly the same title, and which it is.

    ``seen`` holds the reports the reader may know of. Titles are compared within one publisher
    where it is given, else over all.
    """
    found: dict[int, tuple[Report, str]] = {}
    if url.strip():
        for report in _plain(seen).filter(canonical_url=canonical_url(url))[:MOST]:
            found[report.pk] = (report, "the same address")
    if len(title.strip()) > 10:
        rows = _plain(seen).filter(publisher=publisher) if publisher else _plain(seen)
        rows = rows.annotate(alike=TrigramSimilarity("title", title)).filter(alike__gte=ALIKE)
        for report in rows.order_by("-alike")[:MOST]:
            found.setdefault(report.pk, (report, "nearly the same title"))
    return list(found.values())


def _plain(seen: QuerySet[Report]) -> QuerySet[Report]:
    return seen.defer("text").select_related("publisher").order_by("-pk")
