"""Feedback on a session: what changed, and typing the answers in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.asking.files import FilePage, FilePreview, take_in
from towpath.foundation.clock import today
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter
from towpath.practices.views.reaching import records_training, sees_training
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.facts.feedback import Feedback, feedback_for_readers, feedback_where
from towpath.training.forms.feedback import (
    BLANK_ROWS,
    FeedbackGrid,
    filled_with,
    rows_in,
    with_blank_rows,
)
from towpath.training.models import Answer, Question, Session
from towpath.training.services import feedback as services
from towpath.training.services.feedback_file import AnswersRead, read_answers
from towpath.ui.stale import Overtaken, overtaken, refresh
from towpath.ui.words import as_day, count_of

HELP = (
    "Excel or CSV: a row for each person, and for each question a column headed with what it measures and “before” or "
    "“after”. Tell people apart by numbers: names are left behind."
)


@sees_training
@require_safe
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed from before the session to after it, question by question."""
    session = session_or_404(request, pk)
    policies.may_see_feedback(request.user, session).require()
    audience = policies.audience_of(request.user, [session.site])
    answers = _answers_beside(session, audience)
    page = {
        "session": session,
        "lines": answers.of_session(session.pk, audience) if answers else [],
        "people": answers.answered_at(audience, session.pk) if answers else None,
        "waits_for": None if answers else Quarter.containing(session.held_on),
        "has_questions": session.site.programme.feedback_questions.exists(),
        "may_record": policies.may_record_feedback(request.user, session),
        "may_set": policies.may_set_questions(request.user, session.site.programme),
    }
    return render(request, "training/feedback.html", page)


def _answers_beside(session: Session, audience: Audience) -> Feedback | None:
    """The session's answers; for readers with those of its quarter, which may give few people's away, once it ended."""
    programme = session.site.programme_id
    if audience is Audience.WORKING:
        return feedback_where(programme, session=session)
    return feedback_for_readers(programme, Quarter.containing(session.held_on), today())


@dataclass
class _FeedbackPage:
    """The grid as it is shown, with what somebody else saved meanwhile."""

    grid: FeedbackGrid
    newer: tuple[Overtaken, ...] = ()

    @property
    def status(self) -> int:
        return 422 if self.grid.is_bound and self.grid.errors else 200


@records_training
@require_http_methods(["GET", "POST"])
def record_feedback(request: SignedInRequest, pk: int) -> HttpResponse:
    """Type in what people answered."""
    session = session_or_404(request, pk)
    policies.may_record_feedback(request.user, session).require()
    questions = list(session.site.programme.feedback_questions.all())
    if not questions:
        messages.warning(request, "No questions are set for this programme yet, so there is nothing to answer.")
        return redirect("training:feedback", pk=pk)
    page = _page(request, session, questions)
    if page.grid.is_bound and page.grid.is_valid() and _saved(request, session, page):
        return redirect("training:feedback", pk=pk)
    shown = {"session": session, "page": page, "form": page.grid}
    return render(request, "training/record_feedback.html", shown | {"asked": questions}, status=page.status)


@records_training
@require_http_methods(["GET", "POST"])
def take_in_feedback(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take a file of answers in, beside those that are kept."""
    session = session_or_404(request, pk)
    policies.may_record_feedback(request.user, session).require()
    questions = list(session.site.programme.feedback_questions.all())

    def preview(file: AnswersRead) -> FilePreview:
        kept = services.kept_of(session)
        said = [(kept.get(services.key_of(one)), one.value) for one in file.answers]
        counts = [
            ("New answers", sum(before is None for before, _ in said)),
            ("Answers changed", sum(before not in (None, value) for before, value in said)),
            ("Answers that stay as they are", sum(before == value for before, value in said)),
            ("People of the file", len({one.respondent for one in file.answers})),
        ]
        return FilePreview(counts)

    def save(file: AnswersRead, name: str, *, version: int, **said: Any) -> str:
        services.take_in_feedback(actor=request.user, session=session, version=version, answers=file.answers)
        return f"{count_of(len(file.answers), 'answer')} of the file taken in. Reference: session {session.pk}."

    return take_in(request, FilePage(
        "Take in a file of answers", "File of answers", HELP, reverse("training:feedback", args=[pk]),
        lambda content, name: read_answers(content, name, questions), preview, save,
        caption=f"{session.title}, {as_day(session.held_on)}, {session.site.area}",
        version=session.version, of=session,
    ))  # fmt: skip


def _page(request: SignedInRequest, session: Session, questions: list[Question]) -> _FeedbackPage:
    """The page as it was asked for: anew, with more rows, or sent to be saved."""
    if request.method == "GET":
        return _FeedbackPage(_begun(request, session, questions))
    if "more" in request.POST:
        version = str(request.POST.get("version", ""))
        return _FeedbackPage(_grid(_boxes(request.POST.dict()), version, questions, _count(request) + BLANK_ROWS))
    return _FeedbackPage(FeedbackGrid(request.POST, questions=questions, count=_count(request)))


def _begun(request: SignedInRequest, session: Session, questions: list[Question]) -> FeedbackGrid:
    """The grid as the person left it, else as it was saved."""
    left = drafts.as_sent(drafts.typed_before(request)).dict()
    if not left:
        return _grid(_kept(session), session.version, questions)
    return _grid(_boxes(left), str(left.get("version", session.version)), questions)


def _saved(request: SignedInRequest, session: Session, page: _FeedbackPage) -> bool:
    """Whether the answers are kept now; what another person saved meanwhile is put on the page."""
    grid = page.grid
    version = grid.cleaned_data["version"]
    try:
        services.record_feedback(actor=request.user, session=session, version=version, answers=grid.answers)
    except ChangedMeanwhile as changed:
        refresh(grid, changed)
        page.newer = overtaken(grid, grid.beside(_kept(session)))
        return False
    except Refused as refused:
        grid.add_error(None, str(refused))
        return False
    people = count_of(len({one.respondent for one in grid.answers}), "person", "people")
    messages.success(request, f"Feedback saved: answers of {people}. Reference: session {session.pk}.")
    return True


def _kept(session: Session) -> dict[str, Any]:
    kept = Answer.objects.filter(session=session).select_related("question").order_by("pk")
    return filled_with(list(kept))


def _boxes(sent: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sent.items() if name.partition("-")[0].isdecimal()}


def _grid(values: dict[str, Any], version: int | str, questions: list[Question], rows: int = 0) -> FeedbackGrid:
    """A grid of these values, people without answers left out, with empty rows below them."""
    filled = rows_in({name: value for name, value in values.items() if not name.endswith("-who")})
    kept = {name: value for name, value in values.items() if int(name.partition("-")[0]) <= filled}
    values, count = with_blank_rows(kept, least=rows)
    return FeedbackGrid(initial=values | {"version": version, "rows": count}, questions=questions, count=count)


def _count(request: SignedInRequest) -> int:
    """How many rows the page had that was sent."""
    asked = str(request.POST.get("rows", ""))
    return min(int(asked), services.MOST_PEOPLE) if asked.isdecimal() and len(asked) < 5 else 1


def session_or_404(request: HttpRequest, pk: int) -> Session:
    """A session this person may see, with its programme."""
    return get_object_or_404(Session.objects.visible_to(request.user).select_related("site__programme"), pk=pk)
