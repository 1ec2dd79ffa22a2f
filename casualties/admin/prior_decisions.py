"""What may be decided about the prior of an incident, or of all."""

from casualties.actions import parameters
from casualties.core.estimation.posterior.parameter_sets import mass_casualty
from casualties.models import Incident, ParameterSet, PriorChoice
from sources.admin.act_form import ActForm, Seen, reason_field
from sources.core.types import Actor

MASS_CASUALTY = mass_casualty("To be known by its name.")


def choice_in_force(incident: Incident) -> PriorChoice | None:
    """Return the choice made on this incident, if one is in force; read along where a page did."""
    known: list[PriorChoice] | None = getattr(incident, "choices_in_force", None)
    if known is not None:
        return next(iter(known), None)
    live = PriorChoice.objects.filter(incident=incident, ended_at=None)
    return live.select_related("parameter_set", "incident").first()


def _seen(choice: PriorChoice | None) -> Seen:
    if choice is None:
        return Seen("", "No prior is chosen here.")
    who = Actor.parse(choice.by).name
    return Seen(str(choice.pk), f"{who} chose {choice.parameter_set}: {choice.reason}")


class _OnItsChoice(ActForm):
    """It rests on what was chosen for the incident before."""

    @classmethod
    def seen(cls, row: Incident) -> Seen:
        """Return the choice in force."""
        return _seen(choice_in_force(row))


class MassCasualtyPrior(_OnItsChoice):
    """It is known to be of the rare large kind."""

    verb, button = "mass_casualty", "Use the mass-casualty prior"
    needs = "casualties.add_priorchoice"
    explains = (
        "For an event known to be of the rare large kind, such as a crowded shelter that was hit; "
        "not for one that merely has large claims, which speak for themselves. The prior and your "
        "reason stand beside the figure."
    )
    row: Incident
    reason = reason_field(required=True, help_text="How it is known. Readers see this sentence.")

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Unless it is in use, or the incident is merged into another."""
        if row.merged_into_id is not None:
            return False
        live = choice_in_force(row)
        return live is None or live.parameter_set.name != MASS_CASUALTY.name

    def act(self, by: Actor) -> str:
        """Choose it."""
        parameters.choose_mass_casualty(
            incident=self.row, reason=self.cleaned_data["reason"], by=by
        )
        return "The mass-casualty prior is in use. Its ranges are being recomputed."


class UsualPrior(_OnItsChoice):
    """It is to be estimated as any other."""

    verb, button = "usual_prior", "Go back to the usual prior"
    needs = "casualties.add_priorchoice"
    explains = "The incident's own prior is taken back; the one of all incidents holds again."
    row: Incident
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Incident) -> bool:
        """Only where it has a prior of its own."""
        return choice_in_force(row) is not None

    def act(self, by: Actor) -> str | None:
        """Take the choice back."""
        choice = choice_in_force(self.row)
        if choice is None:
            self.add_error(None, "It was taken back while the page was open.")
            return None
        parameters.end_choice(choice=choice, by=by, reason=self.cleaned_data["reason"])
        return "The usual prior is in use. Its ranges are being recomputed."


class UseEverywhere(ActForm):
    """The prior of every incident without one of its own."""

    verb, button = "use", "Use for every incident"
    needs = "casualties.add_priorchoice"
    explains = (
        "Every incident without a prior of its own is recomputed with this one, behind fresh "
        "reports. It stands beside every figure made with it."
    )
    row: ParameterSet
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: ParameterSet) -> bool:
        """Unless it is in use."""
        live = PriorChoice.objects.filter(incident=None, parameter_set=row, ended_at=None)
        return not live.exists()

    @classmethod
    def seen(cls, row: ParameterSet) -> Seen:  # noqa: ARG003  (the same for every set)
        """It rests on the choice for all incidents, which it ends."""
        live = PriorChoice.objects.filter(incident=None, ended_at=None)
        return _seen(live.select_related("parameter_set").first())

    def act(self, by: Actor) -> str:
        """Choose it."""
        parameters.choose(parameter_set=self.row, by=by, reason=self.cleaned_data["reason"])
        return "In use. The ranges are being recomputed."


class EndChoice(ActForm):
    """It is no longer used there."""

    verb, button = "end", "Take back"
    needs = "casualties.add_priorchoice"
    explains = "The prior of all incidents holds there again, or the default."
    row: PriorChoice
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: PriorChoice) -> bool:
        """While it is in force."""
        return row.ended_at is None

    def act(self, by: Actor) -> str:
        """Take it back."""
        parameters.end_choice(choice=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Taken back. The ranges are being recomputed."
