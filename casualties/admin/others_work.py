"""The rule of two people at the desk: who enters a claim is not the one who lets it count."""

from casualties import rights
from casualties.models import Claim, Derivation, Judgement
from sources.admin.act_form import ActForm


class OthersWork(ActForm):
    """A decision on a claim, its link or relation, which some may take on others' entries alone."""

    row: Claim | Judgement | Derivation

    def check(self) -> None:
        """Refuse it to them on an entry of their own."""
        row = self.row
        rights.check_not_own(self.user, row if isinstance(row, Claim) else row.claim)
