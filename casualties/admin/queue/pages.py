"""The pages of the review queue: show what waits, carry one decision out, undo it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from casualties import queries
from casualties.actions import queue, undoing
from casualties.admin.claim_decisions import Correct
from casualties.admin.queue import deciding, items, taking
from casualties.admin.queue.items import ClaimItem
from casualties.admin.queue.opening import OpenFor
from casualties.core.words import JudgementVerdict, QueueKind
from casualties.errors import AlreadyDecided
from casualties.queries import latest_operation
from casualties.rights import OWN
from sources.admin.act_form import ActForm
from sources.admin.desk import actor_of
from sources.core.types import Actor
from sources.errors import CorroborateError
from sources.visibility import audience_of_user

REMEMBERED = 20  # decisions that can be undone from the queue
VERDICTS = (
    # what a card's buttons say, and the key that presses each, before the card's number
    (JudgementVerdict.POSITIVE.value, "Link", ""),
    (JudgementVerdict.NEGATIVE.value, "Not this one", "x"),
    (JudgementVerdict.UNSURE.value, "Unsure", "u"),
)
_UNDO = "queue_undo"


def urls() -> list[URLPattern]:
    """Return the addresses of the queue."""
    view: Callable[..., Any] = admin.site.admin_view
    acting = require_http_methods(["GET", "POST"])  # who had to log in first comes back by GET
    return [
        path("queue/", view(require_GET(show_next)), name="review_queue"),
        path("queue/undo/", view(acting(undo)), name="review_queue_undo"),
        path("queue/<str:kind>/<int:pk>/", view(require_GET(show)), name="review_queue_item"),
        path(
            "queue/<str:kind>/<int:pk>/<str:verb>/",
            view(acting(decide)),
            name="review_queue_decide",
        ),
    ]


def show_next(request: HttpRequest) -> HttpResponse:
    """Show what waits next and is held by nobody else."""
    _refuse_strangers(request)
    for kind, pk in taking.upcoming(request):
        page = _page(request, kind, pk)
        if page is not None:
            return page
        queue.give_back(kind=kind, subject=pk, by=actor_of(request))
    return TemplateResponse(request, "admin/queue/empty.html", _context(request))


def show(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show one item, as after a decision that leaves another to take."""
    _refuse_strangers(request)
    known = _known(kind)
    page = _page(request, known, pk)
    if page is None:
        raise Http404
    if taking.taken(request, known, [pk]) is None:
        messages.warning(request, "Somebody else is looking at that one. Here is the next.")
        return redirect("admin:review_queue")
    return page


def decide(request: HttpRequest, kind: str, pk: int, verb: str) -> HttpResponse:
    """Carry a decision out and go on; where it is refused, show the item with what was typed."""
    _refuse_strangers(request)
    known, by = _known(kind), actor_of(request)
    if request.method == "GET":
        messages.warning(request, "Nothing was stored. Decide here, please.")
        return redirect("admin:review_queue_item", kind=kind, pk=pk)
    if verb == "skip":
        taking.put_aside(request, known, pk)
        return redirect("admin:review_queue")
    decision = deciding.DECISIONS[known].get(verb)
    if decision is None or not deciding.may(request.user, decision):
        raise PermissionDenied
    row = items.row_of(request.user, known, pk)
    if row is None or not decision.offered(row):
        return _gone(request)
    form = decision(request.POST, user=request.user, row=row)
    done = _carried_out(request, known, pk, form, by) if form.is_valid() else None
    if done is None:
        taking.taken(request, known, [pk])
        return _page(request, known, pk, form=form) or _gone(request)
    _remember(request, str(done), items.subject_of(row), decision)
    messages.success(request, done)
    queue.give_back(kind=known, subject=pk, by=by)
    if items.still_waits(request.user, known, pk):
        return redirect("admin:review_queue_item", kind=kind, pk=pk)
    return redirect("admin:review_queue")


def undo(request: HttpRequest) -> HttpResponse:
    """Take the last decision back. What cannot be undone now is tried again after the others."""
    _refuse_strangers(request)
    if request.method == "GET":
        return redirect("admin:review_queue")
    remembered = request.session.get(_UNDO, [])
    if not remembered:
        messages.info(request, "There is nothing to undo.")
        return redirect("admin:review_queue")
    *earlier, (operation, told, taken) = remembered
    if not request.user.has_perms(taken):
        messages.error(request, "You may no longer decide this, nor undo it: ask somebody who may.")
        return redirect("admin:review_queue")
    try:
        undoing.undo(operation=operation, by=actor_of(request))
    except AlreadyDecided as error:  # it is undone, whoever did it
        request.session[_UNDO] = earlier
        messages.error(request, error.message)
    except CorroborateError as error:
        request.session[_UNDO] = [remembered[-1], *earlier]
        messages.error(request, error.message)
    else:
        request.session[_UNDO] = earlier
        messages.success(request, f"Undone: {told}")
    return redirect("admin:review_queue")


def _known(kind: str) -> QueueKind:
    if kind not in {one.value for one in QueueKind}:
        raise Http404
    return QueueKind(kind)


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(request, "Somebody decided on that one meanwhile.")
    return redirect("admin:review_queue")


def _carried_out(request: HttpRequest, kind: QueueKind, pk: int, form: ActForm, by: Actor) -> Any:
    """Carry it out on what its reader saw. A refusal becomes errors of the form, and None."""
    mark = request.POST.get("mark", "")
    try:
        return queue.decide(kind=kind, subject=pk, mark=mark, by=by, act=lambda: form.carry_out(by))
    except CorroborateError as error:
        form.tell(error)
        return None


def _remember(request: HttpRequest, told: str, subject: str, form: type[ActForm]) -> None:
    """Keep what was decided, and the rights it took, to be undone."""
    operation = latest_operation(subject=subject, by=actor_of(request))
    if operation:
        remembered = [*request.session.get(_UNDO, []), [str(operation), told, form.takes()]]
        request.session[_UNDO] = remembered[-REMEMBERED:]


def _page(
    request: HttpRequest, kind: QueueKind, pk: int, form: ActForm | None = None
) -> HttpResponse | None:
    """Return the page of an item; None where this person may not see it."""
    mark = queue.mark_of(kind=kind, subject=pk)  # before the item: what is newer is refused
    item = items.item_of(request.user, kind, pk)
    if item is None:
        return None
    offered = deciding.offered(request.user, kind, item.row)
    told: dict[str, Any] = {
        "item": item,
        "form": form,
        "kind": kind.value,
        "mark": mark,
        "offered": offered,
        "looks_only": not deciding.decides(request.user, kind),
    }
    if isinstance(item, ClaimItem):
        told |= {
            "verdicts": VERDICTS,
            "opening": _opening(request, item, form) if "open" in offered else None,
            "may_correct": deciding.may(request.user, Correct),
        }
    return TemplateResponse(request, f"admin/queue/{kind.value}.html", _context(request) | told)


def _opening(request: HttpRequest, item: ClaimItem, form: ActForm | None) -> ActForm:
    """Return the form for a new incident, with what was typed where it was refused."""
    return form if isinstance(form, OpenFor) else OpenFor(user=request.user, row=item.row)


def _context(request: HttpRequest) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": "Review queue",
        "lengths": queries.lengths(
            audience_of_user(request.user), entered_not_by=items.kept_from(request.user)
        ),
        "undoable": bool(request.session.get(_UNDO)),
        "may_review_own": request.user.has_perm(OWN),
        "home": reverse("admin:review_queue"),
    }


def _refuse_strangers(request: HttpRequest) -> None:
    if not request.user.has_perm("casualties.view_draft"):
        raise PermissionDenied
