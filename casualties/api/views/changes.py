"""What changed, for those who keep a copy."""

from django.http import HttpResponse
from rest_framework.request import Request

from casualties import queries
from casualties.actions import changes
from casualties.api import schema
from casualties.api.access import audience_of
from casualties.api.change_serializers import ChangeSerializer
from casualties.api.filters import ChangeFilterSerializer, read
from casualties.api.views.reading import ReadView, page


class ChangesView(ReadView):
    """The feed of changes."""

    @schema.list_changes
    def get(self, request: Request) -> HttpResponse:
        """Return what changed after a place in the feed, and the place to go on from."""
        asked = read(ChangeFilterSerializer, request)
        changes.number()
        feed = queries.changes_after(asked, audience_of(request))
        told = ChangeSerializer(feed.lines, many=True).data
        return page(request, asked, told, str(feed.last) if feed.more else None, last=feed.last)
