"""Opening a piece of evidence. Every opening is recorded."""

from io import BytesIO

from django.db import transaction
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from towpath.audit.events import Event
from towpath.audit.record import record
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
    content = b"" if piece.link else content_of(piece.file, sha256=piece.sha256, subject=action, remedy=ADDED_AGAIN)
    with transaction.atomic():
        record(actor=request.user, event=Event.EVIDENCE_SEEN, subject=action, evidence=piece.pk)
    if piece.link:
        return redirect(piece.link)
    return FileResponse(BytesIO(content), as_attachment=True, filename=piece.name)
