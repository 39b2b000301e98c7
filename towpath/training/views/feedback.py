"""Feedback on a session: what changed, and typing the answers in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.documents.table import UnreadableFile
from towpath.foundation.clock import today
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter
from towpath.practices.views.reaching import records_training, sees_training
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.exports.certificates import taught
from towpath.training.facts.feedback import Feedback, feedback_for_readers, feedback_where
from towpath.training.forms.feedback import (
    BLANK_ROWS,
    AnswersFileForm,
    FeedbackGrid,
    filled_with,
    rows_in,
    with_blank_rows,
)
from towpath.training.models import Answer, Question, Session
from towpath.training.presenters.feedback import scale_in_words
from towpath.training.services import feedback as services
from towpath.training.services.feedback_file import RowFault, read_answers
from towpath.ui.stale import Overtaken, overtaken, refresh
from towpath.ui.words import count_of


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
        "taught": taught(session),
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
    """The grid as it is shown, with what a file said of its rows."""

    grid: FeedbackGrid
    file: AnswersFileForm
    faults: tuple[RowFault, ...] = ()
    was_read: bool = False
    newer: tuple[Overtaken, ...] = ()

    @property
    def status(self) -> int:
        is_wrong = self.faults or self.file.errors or (self.grid.is_bound and self.grid.errors)
        return 422 if is_wrong else 200


@records_training
@require_http_methods(["GET", "POST"])
def record_feedback(request: SignedInRequest, pk: int) -> HttpResponse:
    """Type in what people answered, or read it from a file and look before it is saved."""
    session = session_or_404(request, pk)
    policies.may_record_feedback(request.user, session).require()
    questions = list(session.site.programme.feedback_questions.all())
    if not questions:
        messages.warning(request, "No questions are set for this programme yet, so there is nothing to answer.")
        return redirect("training:feedback", pk=pk)
    page = _page(request, session, questions)
    if page.grid.is_bound and page.grid.is_valid() and _saved(request, session, page):
        return redirect("training:feedback", pk=pk)
    shown = {"session": session, "taught": taught(session), "page": page, "form": page.grid}
    asked = [{"question": question, "scale": scale_in_words(question)} for question in questions]
    return render(request, "training/record_feedback.html", shown | {"asked": asked}, status=page.status)


def _page(request: SignedInRequest, session: Session, questions: list[Question]) -> _FeedbackPage:
    """The page as it was asked for: anew, with more rows, with a file's answers, or sent to be saved."""
    if request.method == "GET":
        return _FeedbackPage(_begun(request, session, questions), AnswersFileForm(prefix="answers"))
    if "read" in request.POST or (request.FILES and "more" not in request.POST):
        return _read(request, questions)
    if "more" in request.POST:
        grid = _grid(_typed(request), _version(request), questions, _count(request) + BLANK_ROWS)
        return _FeedbackPage(grid, AnswersFileForm(prefix="answers"))
    return _FeedbackPage(
        FeedbackGrid(request.POST, questions=questions, count=_count(request)), AnswersFileForm(prefix="answers")
    )


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


def _read(request: SignedInRequest, questions: list[Question]) -> _FeedbackPage:
    """The file's answers in the grid, below what was typed; nothing is saved yet."""
    values, version = _typed(request), _version(request)
    file = AnswersFileForm(request.POST, request.FILES, prefix="answers")
    if not file.is_valid():
        return _FeedbackPage(_grid(values, version, questions), file)
    sent = file.cleaned_data["file"]
    try:
        found = read_answers(sent.read(), sent.name, questions)
    except UnreadableFile as refused:
        file.add_error("file", str(refused))
        return _FeedbackPage(_grid(values, version, questions), file)
    joined = _joined(values, filled_with(found.answers))
    return _FeedbackPage(
        _grid(joined, version, questions), AnswersFileForm(prefix="answers"), found.faults, was_read=True
    )


def _joined(typed: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """The rows of a file after those typed; a person of both, told by their mark, is one row."""
    last = rows_in({name: value for name, value in typed.items() if not name.endswith("-who")})
    joined = {name: value for name, value in typed.items() if int(name.partition("-")[0]) <= last}
    row_of = {value: name.partition("-")[0] for name, value in joined.items() if name.endswith("-who")}
    for name, value in read.items():
        row, _, box = name.partition("-")
        if box == "who" and value not in row_of:
            last += 1
            row_of[value] = str(last)
        joined[f"{row_of[read[f'{row}-who']]}-{box}"] = value
    return joined


def _kept(session: Session) -> dict[str, Any]:
    kept = Answer.objects.filter(session=session).select_related("question").order_by("pk")
    return filled_with(list(kept))


def _typed(request: SignedInRequest) -> dict[str, Any]:
    """What stands in the boxes of the grid, as it was typed."""
    return _boxes(request.POST.dict())


def _boxes(sent: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sent.items() if name.partition("-")[0].isdecimal()}


def _grid(values: dict[str, Any], version: int | str, questions: list[Question], rows: int = 0) -> FeedbackGrid:
    """A grid of these values, people without answers left out, with empty rows below them."""
    filled = rows_in({name: value for name, value in values.items() if not name.endswith("-who")})
    kept = {name: value for name, value in values.items() if int(name.partition("-")[0]) <= filled}
    values, count = with_blank_rows(kept, least=rows)
    return FeedbackGrid(initial=values | {"version": version, "rows": count}, questions=questions, count=count)


def _version(request: SignedInRequest) -> str:
    return str(request.POST.get("version", ""))


def _count(request: SignedInRequest) -> int:
    """How many rows the page had that was sent."""
    asked = str(request.POST.get("rows", ""))
    return min(int(asked), services.MOST_PEOPLE) if asked.isdecimal() and len(asked) < 5 else 1


def session_or_404(request: HttpRequest, pk: int) -> Session:
    """A session this person may see, with its programme."""
    return get_object_or_404(Session.objects.visible_to(request.user).select_related("site__programme"), pk=pk)
