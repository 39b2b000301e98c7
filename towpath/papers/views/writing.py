"""Writing a paper: beginning one or having it built, and the page on which its sections are written."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from towpath.access.grants import partnerships_where
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.audit.reading import record_reading
from towpath.papers import policies, services
from towpath.papers.forms import BeginForm, RestateForm, WriteForm, last_ended
from towpath.papers.kinds import PaperKind
from towpath.papers.models import Paper, StepKind
from towpath.papers.presenters.paper import address_of, before
from towpath.papers.views.reading import found
from towpath.ui.words import as_quarter


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, kind: PaperKind) -> HttpResponse:
    """Choose a subject and a quarter; the page to write on comes next, or the paper is built by a job."""
    subjects = kind.subjects().filter(partnership__in=partnerships_where(request.user, kind.rights.writes))
    chosen = {kind.subject_name: request.GET.get(kind.subject_name), "quarter": last_ended().slug}
    form = answers_to(request, BeginForm, chosen, kind=kind, subjects=subjects)

    def save() -> tuple[str, str]:
        quarter = form.cleaned_data["quarter"]
        paper = services.begin(actor=request.user, kind=kind, subject=form.subject, quarter=quarter)
        return "", address_of(paper, "write" if kind.is_written else "paper")

    words, back = kind.wording, reverse(f"{kind.space}:papers")
    page = FormPage(words.begin, "", words.button, back, words.lead)
    return ask(request, form, page, save)


@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """Write the sections, with last quarter's text beside each and the quarter's figures above. Looking is recorded."""
    paper = found(request, kind, pk)
    policies.may_write(request.user, paper).require()
    if request.method == "GET":
        record_reading(request.user, kind.events["seen"], paper)
    form = answers_to(request, WriteForm, _saved(paper), sections=kind.sections)

    def save() -> str:
        services.write(actor=request.user, paper=paper, version=form.cleaned_data["version"], prose=form.prose)
        return f"Saved. Reference: {kind.noun} {paper.pk}."

    page = FormPage(
        f"Write the {kind.noun} for {as_quarter(paper.quarter)}", paper.about_title, "Save and look at the report",
        address_of(paper, "paper"), template="papers/write.html",
    )  # fmt: skip
    return ask(request, form, page, save, _saved, around=lambda _: _beside(request, paper))


def _saved(paper: Paper) -> dict[str, Any]:
    empty = {section.slug: "" for section in paper.of_kind.sections}
    return empty | paper.prose | {"version": paper.version}


def _beside(request: SignedInRequest, paper: Paper) -> dict[str, Any]:
    """The quarter's figures, last quarter's text, and why the paper was sent back."""
    earlier = Paper.objects.visible_to(request.user, paper.of_kind).of(paper.of_kind, paper.about)
    return {
        "paper": services.contents_now(paper),
        "before": before(earlier.before(paper.quarter).first()),
        "sent_back": paper.steps.order_by("-pk").filter(kind=StepKind.SENT_BACK).first(),
    }


@require_http_methods(["GET", "POST"])
def restate(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """Say why an issued paper is corrected; its next issue is then written beside it."""
    paper = found(request, kind, pk)
    policies.may_begin(request.user, kind, paper).require()
    form = answers_to(request, RestateForm)

    def save() -> tuple[str, str]:
        again = services.restate(actor=request.user, paper=paper, reason=form.cleaned_data["reason"])
        return f"Issue {again.issue} begun with the text of issue {paper.issue}.", address_of(again, "write")

    back = address_of(paper, "paper")
    return ask(request, form, FormPage("Restate an issued report", paper.called, "Begin the new issue", back), save)
