"""Asking for changes of an incident, and taking that back."""

from casualties.actions import change_requests
from casualties.admin.incident_decisions import asked
from casualties.core.words import IncidentState
from casualties.models import Incident
from sources.admin.act_form import ActForm, Seen, reason_field
from sources.core.types import Actor


class RequestChanges(ActForm):
    """It is not fit to be signed as it is."""

    verb, button = "request_changes", "Request changes"
    needs = "casualties.add_review"
    explains = (
        "Say what has to be looked at again. What was signed stays signed, and readers keep it, "
        "until another range is signed."
    )
    row: Incident
    reason = reason_field(required=True, help_text="What should change, and why.")

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Unless it was asked for, or the incident is merged or discarded."""
        done = (IncidentState.CHANGES_REQUESTED, IncidentState.DISCARDED)
        return row.merged_into_id is None and row.state not in done

    def act(self, by: Actor) -> str:
        """Ask for them."""
        change_requests.request(incident=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Changes are requested; the reason stands on the page."


class WithdrawRequest(ActForm):
    """It is fit as it is after all."""

    verb, button = "withdraw_request", "Withdraw the request"
    needs = "casualties.add_review"
    explains = "The incident is as signed as it was before changes were requested, or open."
    row: Incident
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Only where changes are requested."""
        return bool(row.state == IncidentState.CHANGES_REQUESTED)

    @classmethod
    def seen(cls, row: Incident) -> Seen:
        """It rests on who asked, and why."""
        return asked(row)

    def act(self, by: Actor) -> str:
        """Take it back."""
        change_requests.withdraw(incident=self.row, by=by, reason=self.cleaned_data["reason"])
        return "The request is withdrawn."
