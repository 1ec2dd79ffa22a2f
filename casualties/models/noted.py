"""The rows of sources as the feed of changes sees them: what else reads differently with them."""

from casualties.models.afterwards import noted_on
from sources.models import Party, Report, Source

_SHOWN = """
    SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
     WHERE (n.slug, n.name, n.kind, n.protection)
           IS DISTINCT FROM (o.slug, o.name, o.kind, o.protection)
"""

_PROTECTED = """
    SELECT n.id FROM new_rows n JOIN old_rows o USING (id) WHERE n.protection <> o.protection
"""

_RENAMED = "SELECT n.id FROM new_rows n JOIN old_rows o USING (id) WHERE n.slug <> o.slug"


class NotedReport(Report):
    """Report, as the feed sees it."""

    class Meta:
        proxy = True
        triggers = [
            noted_on("insert", report="SELECT id FROM new_rows"),
            noted_on(
                "update",
                report="SELECT id FROM new_rows",
                claim=f"SELECT id FROM casualties_claim WHERE report_id IN ({_PROTECTED})",
            ),
        ]


class NotedSource(Source):
    """Source, as the feed sees it: its name and its protection are on its claims and reports."""

    class Meta:
        proxy = True
        triggers = [
            noted_on("insert", source="SELECT id FROM new_rows"),
            noted_on(
                "update",
                source="SELECT id FROM new_rows",
                claim=f"""
                    SELECT id FROM casualties_claim WHERE claimant_id IN ({_SHOWN})
                    UNION
                    SELECT c.id FROM casualties_claim c JOIN sources_report r ON r.id = c.report_id
                     WHERE r.publisher_id IN ({_SHOWN})
                """,
                report=f"""
                    SELECT report_id FROM casualties_claim WHERE claimant_id IN ({_SHOWN})
                    UNION
                    SELECT id FROM sources_report WHERE publisher_id IN ({_SHOWN})
                """,
            ),
        ]


class NotedParty(Party):
    """Party, as the feed sees it: its slug is on sources, claims and incidents."""

    class Meta:
        proxy = True
        verbose_name_plural = "noted parties"
        triggers = [
            noted_on("insert", party="SELECT id FROM new_rows"),
            noted_on(
                "update",
                party="SELECT id FROM new_rows",
                source=f"SELECT id FROM sources_source WHERE party_id IN ({_RENAMED})",
                claim=f"SELECT claim_id FROM casualties_claimparty WHERE party_id IN ({_RENAMED})",
                incident=f"""
                    SELECT incident_id FROM casualties_incidentparty WHERE party_id IN ({_RENAMED})
                """,
            ),
        ]


class Hostility(Party.hostile_to.through):  # type: ignore[name-defined,misc]
    """That two parties fight each other, as the feed sees it."""

    class Meta:
        proxy = True
        verbose_name_plural = "hostilities"
        triggers = [
            noted_on("insert", party="SELECT from_party_id FROM new_rows"),
            noted_on("delete", party="SELECT from_party_id FROM old_rows"),
        ]
