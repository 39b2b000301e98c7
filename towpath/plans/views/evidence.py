"""Opening a piece of evidence. Every opening is recorded."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.reading import hand_out, record_reading
from towpath.plans.models import Action, Evidence
from towpath.plans.views.boards import sees_plans
from towpath.records.kept_files import content_of

ADDED_AGAIN = "Whoever added it can report progress once more and add it again."


@sees_plans
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out an evidence file, always as a download, or lead to a link."""
    visible = Action.objects.visible_to(request.user)
    of_visible = Q(update__action__in=visible) | Q(step__action__in=visible)
    piece = get_object_or_404(
        Evidence.objects.select_related("update__action__plan", "step__action__plan").filter(of_visible),
        pk=pk,
    )
    action = piece.update.action if piece.update else piece.step.action
    if piece.link:
        record_reading(request.user, Event.EVIDENCE_SEEN, action, evidence=piece.pk)
        return redirect(piece.link)
    content = content_of(piece.file, sha256=piece.sha256, subject=action, remedy=ADDED_AGAIN)
    return hand_out(request.user, Event.EVIDENCE_SEEN, content, of=action, name=piece.name, evidence=piece.pk)
