"""An index that gives the last number of a country and year at once, however many there are."""

from django.db import migrations

FORWARD = """
CREATE INDEX incident_by_number ON casualties_incident (
    (substring(code from '^(.*-)[0-9]{4,}$')), (substring(code from '[0-9]{4,}$')::bigint))
 WHERE code ~ '^[A-Z]{2}-[0-9]{4}-[0-9]{4,}$'
"""


class Migration(migrations.Migration):
    dependencies = [("casualties", "0011_review_queue")]
    operations = [migrations.RunSQL(FORWARD, "DROP INDEX incident_by_number")]
