"""Which page a reading is at, and the way there from any other."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from towpath.accounts.requests import SignedInRequest
from towpath.sources.models import Reading, ReadingState


def visible_reading(request: SignedInRequest, pk: int) -> Reading:
    """The reading, where this person may see it; otherwise there is no such page."""
    return get_object_or_404(Reading.objects.visible_to(request.user).with_document(), pk=pk)


def next_page(reading: Reading) -> str:
    """Columns first, unless a person looked at them before; then the comparison or the preview."""
    if reading.compares_with_id:
        return "sources:changes"
    return "sources:reading" if reading.version > 1 or _is_kept(reading) else "sources:columns"


def _is_kept(reading: Reading) -> bool:
    """Whether a person looked at the columns of this shape before and kept them."""
    return reading.document.partnership.column_mappings.filter(shape=reading.mapping.shape).exists()


def after_closing(request: SignedInRequest, reading: Reading) -> HttpResponse:
    """Where a closed reading leads: to its plan, or to the list with a sentence that says why."""
    if reading.state == ReadingState.SAVED and reading.plan:
        messages.success(request, saved_sentence(reading))
        return redirect("plans:plan", pk=reading.plan.pk)
    messages.info(request, "That reading was discarded. Upload the document again to read it in.")
    return redirect("sources:sources")


def saved_sentence(reading: Reading) -> str:
    """The confirmation with its reference, the same however often the button was pressed."""
    done = "brought up to date" if reading.compares_with_id else "saved"
    return f"Plan {done}. Reference: reading {reading.pk}."
