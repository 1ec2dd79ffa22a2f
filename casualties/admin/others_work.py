"""The rule of two people at the desk: who enters a claim is not the one who lets it count."""

from casualties import rights
from casualties.models import Claim, Judgement
from sources.admin.act_form import ActForm


class OthersWork(ActForm):
    """A decision on a claim or its link, which some may take on others' entries alone."""

    row: Claim | Judgement

    def check(self) -> None:
        """Refuse it to them on an entry of their own."""
        claim = self.row.claim if isinstance(self.row, Judgement) else self.row
        rights.check_not_own(self.user, claim)
