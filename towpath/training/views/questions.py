"""The questions of a programme, and feedback summed over sites and quarters."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Max, Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts import drafts
from towpath.accounts.requests import SignedInRequest
from towpath.foundation.clock import today
from towpath.foundation.figures import Audience
from towpath.foundation.periods import Quarter
from towpath.practices.views.downloads import list_as_file
from towpath.practices.views.reaching import sees_training
from towpath.programmes.models import Programme, Site
from towpath.records.holding import ChangedMeanwhile, fingerprint
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.exports.lists import feedback_sheet
from towpath.training.facts.feedback import QuestionFigures, feedback_for_readers, feedback_where, may_be_read
from towpath.training.forms.questions import BLANK_ROWS, FeedbackFilter, Questions, asked_in
from towpath.training.forms.support import quarters_since
from towpath.training.models import Question, Session, SessionState
from towpath.training.services import feedback as services
from towpath.training.views.support import sites_of
from towpath.ui.fields.versions import UNSEEN, is_unseen
from towpath.ui.stale import Overtaken, overtaken

# Sessions whose answers make figures.
COUNTED = Q(state=SessionState.HELD, answers__isnull=False, site__is_in_outline=False)
NEWEST = 50  # sessions listed under the sums; the filter narrows to the others
edits_programmes = holders_of(Permission.EDIT_PROGRAMMES)


@edits_programmes
@require_http_methods(["GET", "POST"])
def questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set what is asked before and after sessions. Questions with answers stay as they were asked."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    policies.may_set_questions(request.user, programme).require()
    typed = request.POST if request.method == "POST" else drafts.as_sent(drafts.typed_before(request))
    formset = _formset(request, programme, typed)
    version = typed.get("version") or fingerprint(services.questions_of(programme))
    newer: tuple[Overtaken, ...] = ()
    if "more" not in request.POST and is_unseen(request.POST):
        formset.is_valid()
        formset.non_form_errors().append(UNSEEN)
    elif formset.is_bound and "more" not in request.POST and formset.is_valid():
        try:
            asked = services.ask(actor=request.user, programme=programme, questions=asked_in(formset), version=version)
        except ChangedMeanwhile as changed:
            formset.non_form_errors().append(str(changed))
            version, newer = str(changed.version), _saved_meanwhile(formset, programme)
        except Refused as refused:
            formset.non_form_errors().append(str(refused))
        else:
            messages.success(request, f"Questions saved: {len(asked)} are asked before and after each session.")
            return redirect("training:feedback_of_sites")
    fixed = programme.feedback_questions.filter(answers__isnull=False).distinct()
    page = {"programme": programme, "formset": formset, "form": formset, "fixed": fixed}
    is_wrong = formset.is_bound and (formset.total_error_count() or formset.non_form_errors())
    about = {"version": version, "overtaken": newer}
    return render(request, "training/questions.html", page | about, status=422 if is_wrong else 200)


def _formset(request: SignedInRequest, programme: Programme, typed: QueryDict) -> Any:
    """The questions nobody answered yet and room for more; with more room where that was asked for."""
    if request.method == "POST" and "more" not in request.POST:
        return Questions(request.POST)
    if typed:
        sent = Questions(typed)
        return _with_room([{name: form[name].value() for name in form.fields} for form in sent.forms])
    return _with_room(_kept(programme))


def _kept(programme: Programme) -> list[dict[str, Any]]:
    return [_as_typed(question) for question in programme.feedback_questions.filter(answers__isnull=True)]


def _saved_meanwhile(formset: Any, programme: Programme) -> tuple[Overtaken, ...]:
    """Question by question, what is saved now where it differs from what was typed."""
    saved = _kept(programme)
    saved += [{}] * (len(formset.forms) - len(saved))
    return tuple(
        replace(one, label=f"Question {number}: {one.label.lower()}")
        for number, (form, kept) in enumerate(zip(formset.forms, saved, strict=False), start=1)
        for one in (overtaken(form, kept) if kept or not form.is_blank else ())
    )


def _with_room(initial: list[dict[str, Any]]) -> Any:
    room = max(min(BLANK_ROWS, services.MOST_QUESTIONS - len(initial)), 1)
    return Questions(initial=initial + [{"direction": "higher"}] * room)


def _as_typed(question: Question) -> dict[str, Any]:
    direction = "higher" if question.higher_is_better else "lower"
    names = ("topic", "wording", "minimum", "maximum")
    return {name: getattr(question, name) for name in names} | {"direction": direction}


@sees_training
@require_safe
def feedback_of_sites(request: HttpRequest) -> HttpResponse:
    """What changed over the sessions of a site and a quarter; each line says of how many people."""
    filters = _filters(request)
    sessions = _narrowed(request, filters)
    page = {
        "filters": filters,
        "tables": _tables(request, filters, sessions),
        "sessions": sessions.select_related("site").order_by("-held_on", "-pk")[:NEWEST],
        "session_count": sessions.count(),
        "file_query": request.GET.urlencode(),
        "may_set": [one for one in Programme.objects.visible_to(request.user) if _may_set(request, one)],
    }
    return render(request, "training/feedback_of_sites.html", page)


@sees_training
@require_safe
def feedback_file(request: HttpRequest) -> HttpResponseBase:
    """The same sums as CSV, a row for each question. Taking it out is recorded."""
    filters = _filters(request)
    tables = _tables(request, filters, _narrowed(request, filters))
    lines = [(programme.name, line) for programme, figures in tables for line in figures]
    programmes = [programme for programme, _ in tables]
    return list_as_file(request.user, feedback_sheet(lines), programmes, listed="feedback")


def _may_set(request: HttpRequest, programme: Programme) -> bool:
    return bool(policies.may_set_questions(request.user, programme))


def _filters(request: HttpRequest) -> FeedbackFilter:
    """What can be chosen. Readers look at one quarter at a time, since sums over several would betray few people.

    It is one that has ended, the newest with answers where they choose none.
    """
    asked, is_reader = request.GET.copy(), _is_reader(request)
    visible = Session.objects.visible_to(request.user).filter(COUNTED)
    if is_reader:
        visible = visible.filter(held_on__lt=Quarter.containing(today()).start)
    days = visible.aggregate(first=Min("held_on"), last=Max("held_on"))
    quarters = [one for one in quarters_since(days["first"]) if not is_reader or _has_ended(one)]
    programmes = [(str(one.pk), one.name) for one in Programme.objects.visible_to(request.user)]
    filters = FeedbackFilter(
        asked, programmes=programmes, sites=sites_of(request.user), quarters=quarters,
        is_one_quarter=is_reader,
    )  # fmt: skip
    if is_reader and days["last"] and "quarter" not in filters.chosen:
        asked["quarter"] = Quarter.containing(days["last"]).slug
        filters.full_clean()
    return filters


def _has_ended(offered: tuple[str, str]) -> bool:
    return may_be_read(Quarter.parse(offered[0]), today())


def _is_reader(request: HttpRequest) -> bool:
    sites = Site.objects.visible_to(request.user).select_related("programme")
    return policies.audience_of(request.user, sites) is Audience.READING


def _narrowed(request: HttpRequest, filters: FeedbackFilter) -> Any:
    """The sessions with answers that these filters leave."""
    chosen = filters.chosen
    sessions = Session.objects.filter(COUNTED, site__in=Site.objects.visible_to(request.user))
    if _is_reader(request) and "quarter" not in chosen:
        return Session.objects.none()
    paths = {"programme": "site__programme", "site": "site"}
    sessions = sessions.filter(**{path: chosen[name] for name, path in paths.items() if name in chosen})
    if "quarter" in chosen:
        quarter = Quarter.parse(chosen["quarter"])
        sessions = sessions.filter(held_on__range=(quarter.start, quarter.end))
    return Session.objects.filter(pk__in=sessions.order_by().values("pk"))


def _tables(
    request: HttpRequest, filters: FeedbackFilter, sessions: Any
) -> list[tuple[Programme, list[QuestionFigures]]]:
    """The figures of each programme's questions, as this person may see them; of one site where one was chosen."""
    programmes = Programme.objects.filter(sites__sessions__in=sessions).distinct()
    return [(one, _lines(request, one, filters, sessions)) for one in programmes]


def _lines(
    request: HttpRequest, programme: Programme, filters: FeedbackFilter, sessions: Any
) -> list[QuestionFigures]:  # fmt: skip
    sites = Site.objects.visible_to(request.user).filter(programme=programme).select_related("programme")
    audience = policies.audience_of(request.user, sites)
    if audience is Audience.WORKING:
        return feedback_where(programme.pk, session__in=sessions).of_programme(audience)
    quarter = Quarter.parse(filters.chosen["quarter"])
    feedback = feedback_for_readers(programme.pk, quarter, today())
    site = filters.chosen.get("site")
    if feedback is None:
        return []
    return feedback.of_site(int(site), audience) if site else feedback.of_programme(audience)
