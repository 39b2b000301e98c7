"""Reading papers: the list of a kind, a paper's own page from its draft to its last issue, and its files."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from towpath.access.grants import holds
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, list_page
from towpath.audit.reading import hand_out, record_reading
from towpath.jobs.presenters import present_job
from towpath.papers import policies, services
from towpath.papers.fingerprints import seen
from towpath.papers.kinds import PaperKind
from towpath.papers.models import FileKind, Paper, PaperFile
from towpath.papers.presenters.lists import present_lines
from towpath.papers.presenters.paper import FILE_LABELS, present_paper
from towpath.papers.services.building import SUFFIXES
from towpath.papers.states import ApprovedState

ORDER = ("-financial_year", "-quarter_number", "-pk")


@require_safe
def papers(request: SignedInRequest, kind: PaperKind, pk: int | None = None) -> HttpResponse:
    """The papers of a kind that a person may read, the newest quarter first; of one subject where it is named."""
    return list_page(request, _papers_of(request, kind, _chosen(request, kind, pk)))


def _papers_of(request: SignedInRequest, kind: PaperKind, about: Any) -> ListPage:
    visible = Paper.objects.visible_to(request.user, kind).select_related("restated_by", "begun_by", "job")
    rows = visible.filter(subject=about.pk) if about else visible
    may_begin = policies.may_begin(request.user, kind, about) if about else holds(request.user, kind.rights.writes)
    words = kind.wording
    shown = {
        "kind": kind, "may_begin": may_begin,
        "about": about and {"pk": about.pk, "title": str(about), "href": kind.page_of(about)},
    }  # fmt: skip
    return ListPage(
        title=kind.heading,
        template="papers/papers.html",
        rows=lambda user: rows,
        orders=(ListOrder("", "Newest quarter first", ORDER),),
        empty=words.empty if may_begin else words.none_to_read or words.empty,
        size=25,
        present=lambda query, rows: present_lines(kind, rows),
        around=lambda query, page: shown,
    )


def _chosen(request: SignedInRequest, kind: PaperKind, pk: int | None) -> Any:
    key = str(pk or request.GET.get(kind.subject_name, ""))
    if not key:
        return None
    number = int(key) if key.isdecimal() and len(key) < 10 else 0
    about = get_object_or_404(kind.subjects().visible_to(request.user), pk=number)
    if pk:
        policies.may_see_papers_of(request.user, kind, about).require()
    return about


@require_safe
def paper(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """How far a paper is and what it says: as it would be today while a draft, as it was approved from then on.

    Reading it is recorded.
    """
    read = found(request, kind, pk)
    contents = services.contents_of(read)
    if contents:
        record_reading(request.user, kind.events["seen"], read)
    saw = seen(contents) if contents and read.state == ApprovedState.DRAFT else ""
    page = present_paper(read, request.user, saw)
    return render(request, "papers/paper.html", {"page": page, "paper": contents})


@require_safe
def progress(request: SignedInRequest, kind: PaperKind, pk: int) -> HttpResponse:
    """How far a paper is, for the page's script and for other programs."""
    job = found(request, kind, pk).job
    if job is None:
        raise Http404
    return JsonResponse(asdict(present_job(job)))


@require_safe
def paper_file(request: SignedInRequest, kind: PaperKind, pk: int, file: str) -> HttpResponseBase:
    """Take the PDF or the Word file out. Each taking is recorded."""
    if file not in FILE_LABELS:
        raise Http404
    read = found(request, kind, pk)
    try:
        content, sha256 = services.file_of(request.user, read, file)
    except PaperFile.DoesNotExist:
        raise Http404 from None
    issue = f"-issue-{read.issue}" if read.issue > 1 else ""
    name = f"{slugify(read.about_title)[:60] or kind.subject_name}-{kind.file_word}{read.quarter.slug}{issue}"
    return hand_out(
        request.user, kind.events["exported"], content, of=read, name=f"{name}.{SUFFIXES[FileKind(file)]}",
        kind=file, sha256=sha256,
    )  # fmt: skip


def found(request: SignedInRequest, kind: PaperKind, pk: int) -> Paper:
    """The paper with its neighbours, if this person may read it."""
    visible = Paper.objects.visible_to(request.user, kind)
    return get_object_or_404(visible.select_related("restates", "restated_by", "job"), pk=pk)
