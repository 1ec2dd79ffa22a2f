"""What can be decided in the review queue, and by whom."""

from collections.abc import Mapping
from typing import Any

from casualties.admin.claim_decisions import Accept, Link, Reject
from casualties.admin.derivation import Confirm, Refuse
from casualties.admin.queue.opening import OpenFor
from casualties.admin.queue.repeating import TakeAsRepeat
from casualties.admin.queue.unread import NothingMore
from casualties.core.words import QueueKind
from sources.admin.act_form import ActForm

DECISIONS: Mapping[QueueKind, Mapping[str, type[ActForm]]] = {
    QueueKind.CLAIM: {
        "accept": Accept,
        "reject": Reject,
        "link": Link,
        "open": OpenFor,
        "repeat": TakeAsRepeat,
    },
    QueueKind.RELATION: {"confirm": Confirm, "refuse": Refuse},
    QueueKind.UNREAD: {"nothing": NothingMore},
}


def may(user: Any, decision: type[ActForm]) -> bool:
    """Return whether this person has every right that a decision takes."""
    return bool(user.has_perms(decision.takes()))


def decides(user: Any, kind: QueueKind) -> bool:
    """Return whether this person decides on such items at all; who does not may look."""
    return any(may(user, decision) for decision in DECISIONS[kind].values())


def offered(user: Any, kind: QueueKind, row: Any) -> set[str]:
    """Return the decisions that this person may take on a row as it stands."""
    return {
        verb
        for verb, decision in DECISIONS[kind].items()
        if may(user, decision) and decision.offered(row)
    }
