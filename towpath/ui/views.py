"""Pages that belong to no room: the gallery of components, and what the footer leads to."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import anyone
from towpath.ui.filters import in_use
from towpath.ui.gallery import JOB, EveryField, EveryFilter, OneQuestion, components


@anyone
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the pages are, and what to do where they are not."""
    return render(request, "ui/accessibility.html")


@anyone
@require_safe
def recorded_about_you(request: HttpRequest) -> HttpResponse:
    """What is recorded about the people who use Towpath."""
    return render(request, "ui/recorded_about_you.html")


@anyone
@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. What is sent to its form is checked and thrown away."""
    form = EveryField(request.POST if request.method == "POST" else None, request.FILES or None)
    filters = EveryFilter(request.GET)
    context = {"form": form, "filters": filters, "in_use": in_use(filters, request), **components()}
    is_refused = form.is_bound and not form.is_valid()
    return render(request, "ui/gallery.html", context, status=422 if is_refused else 200)


@anyone
@require_safe
def gallery_job(request: HttpRequest) -> JsonResponse:
    """A job that is always at the same place, so that the gallery stands still."""
    return JsonResponse(JOB | {"finished": False})


@anyone
@require_http_methods(["GET", "POST"])
def gallery_question(request: HttpRequest) -> HttpResponse:
    """The page that asks one question, its label the heading."""
    form = OneQuestion(request.POST if request.method == "POST" else None)
    is_refused = form.is_bound and not form.is_valid()
    context = {"form": form, "caption": "Gallery", "back": reverse("gallery")}
    return render(request, "ui/question.html", context, status=422 if is_refused else 200)
