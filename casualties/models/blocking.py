"""Where and when incidents are, as the linker looks for them. Derived: rebuilt, never edited."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casualties.models.afterwards import after
from casualties.models.incident import Incident
from casualties.models.place import Place

_UNBLOCK = "INSERT INTO casualties_unblocked (incident_id)"
_WHERE_AND_WHEN = (
    *("first_day", "last_day", "date_precision", "country"),
    *("place_id", "place_name", "latitude", "longitude", "location_precision"),
)


class IncidentSpot(models.Model):
    """Where an incident is, its place resolved against the gazetteer, and which days it covers."""

    incident = models.OneToOneField(
        Incident, on_delete=models.PROTECT, primary_key=True, related_name="spot"
    )
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.CharField(max_length=24, help_text="Never finer than it was resolved.")
    names = ArrayField(models.CharField(max_length=200), default=list)
    country = models.CharField(max_length=2, blank=True, default="")
    admin1 = models.CharField(max_length=20, blank=True, default="")
    admin2 = models.CharField(max_length=20, blank=True, default="")
    first_day = models.DateField()
    last_day = models.DateField()
    resolution = models.TextField(blank=True, default="", help_text="How it was resolved.")

    def __str__(self) -> str:
        """Return how it was resolved."""
        return self.resolution


class IncidentBlock(models.Model):
    """A key an incident is found by, on one of its days: see `casualties.core.blocking`."""

    pk = models.CompositePrimaryKey("key", "place_class", "day", "incident")
    key = models.BigIntegerField()
    place_class = models.SmallIntegerField()
    day = models.DateField()
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Return the key."""
        return f"{self.key} {self.day}"


class Unblocked(models.Model):
    """That an incident's place or days changed and its keys do not follow yet.

    Triggers append it, whatever road the change took; whoever looks for candidates first brings
    the keys up to date.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "unblocked"

    def __str__(self) -> str:
        """Return the incident's number."""
        return str(self.incident_id)


class LocatedIncident(Incident):
    """Incident, as the linker sees it: when its place or days change, its keys must follow."""

    class Meta:
        proxy = True
        triggers = [
            after("insert", "unblocked_on_insert", f"{_UNBLOCK} SELECT id FROM new_rows;"),
            after(
                "update",
                "unblocked_on_update",
                f"""{_UNBLOCK} SELECT n.id FROM new_rows n JOIN old_rows o USING (id)
 WHERE ({", ".join(f"n.{column}" for column in _WHERE_AND_WHEN)})
       IS DISTINCT FROM ({", ".join(f"o.{column}" for column in _WHERE_AND_WHEN)});""",
            ),
        ]


class MappedPlace(Place):
    """Place, as the linker sees it: when one is moved or renamed, incidents at it follow."""

    class Meta:
        proxy = True
        triggers = [
            after(
                "update",
                "unblocked_on_update",
                f"""{_UNBLOCK} SELECT i.id FROM casualties_incident i
  JOIN new_rows n ON i.place_id = n.id;""",
            ),
        ]
