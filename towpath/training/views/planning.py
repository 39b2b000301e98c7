"""Planning a session, inviting to it, amending it, and saying what became of it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask, button
from towpath.audit.events import Event
from towpath.audit.reading import hand_out
from towpath.practices.policies import may_record_training, sites_to_record_at
from towpath.practices.views.reaching import records_training, sees_training
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.exports.invitations import invitation_to
from towpath.training.forms.sessions import AmendSessionForm, MoveForm, SessionForm, as_it_stands
from towpath.training.models import Session, SessionState
from towpath.training.services import sessions as services
from towpath.training.services.session_faults import warning_of_period
from towpath.training.views.sessions import visible_session
from towpath.ui.words import as_day

CALENDAR = "text/calendar; charset=utf-8; method=PUBLISH"
SAID = {
    SessionState.HELD: "Session recorded as held.",
    SessionState.CANCELLED: "Session cancelled.",
    SessionState.PLANNED: "Session taken back to planned.",
}


@records_training
@require_http_methods(["GET"])
def choose_site(request: SignedInRequest) -> HttpResponse:
    """At which site a session is planned; nobody is asked to choose from one."""
    sites = list(sites_to_record_at(request.user).select_related("programme").order_by("area", "pk"))
    if len(sites) == 1:
        return redirect("training:plan_session", pk=sites[0].pk)
    return render(request, "training/choose_site.html", {"sites": sites})


@records_training
@require_http_methods(["GET", "POST"])
def plan_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan a session at a site."""
    sites = sites_to_record_at(request.user).select_related("programme")
    site = get_object_or_404(sites, pk=pk)
    form = answers_to(request, SessionForm, site=site)

    def save() -> tuple[str, str]:
        planned = services.plan_session(actor=request.user, site=site, **form.said)
        _say(request, planned, "Session planned.")
        return "", reverse("training:session", args=[planned.pk])

    page = FormPage("Plan a session", site.area, "Plan the session", reverse("training:sessions"))
    return ask(request, form, page, save)


@records_training
@require_http_methods(["GET", "POST"])
def amend_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a session. A second person to save is shown what the first one changed."""
    found = visible_session(request, pk)
    may_record_training(request.user, found.site).require()
    form = answers_to(request, AmendSessionForm, as_it_stands(found), site=found.site)

    def save() -> str:
        _say(request, _amended(request, found, form), "Session saved.")
        return ""

    caption = f"{found.title} on {as_day(found.held_on)}"
    page = FormPage("Amend the session", caption, "Save", reverse("training:session", args=[found.pk]))
    return ask(request, form, page, save, as_it_stands)


def _amended(request: SignedInRequest, found: Session, form: SessionForm) -> Session:
    about = {name: form.cleaned_data[name] for name in ("version", "reason")}
    return services.amend_session(actor=request.user, session=found, **about, **form.said)


@records_training
@button
def move_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a session as held, cancelled or planned again. What stands in the way is said on its page."""
    found = visible_session(request, pk)
    may_record_training(request.user, found.site).require()
    form = MoveForm(request.POST)
    if form.is_valid():
        state = form.cleaned_data["state"]
        try:
            services.move_session(actor=request.user, session=found, **form.cleaned_data)
        except (ChangedMeanwhile, Refused) as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, f"{SAID[state]} Reference: session {found.pk}.")
    else:
        messages.warning(request, "Nothing was saved: open the page again, and choose from there.")
    return redirect("training:session", pk=found.pk)


@sees_training
@require_safe
def invitation(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The calendar file of a planned or cancelled session. Taking it out is recorded."""
    visible = Session.objects.visible_to(request.user).select_related("site__programme__partnership")
    session = get_object_or_404(visible, pk=pk)
    policies.may_take_invitation(request.user, session).require()
    name = f"training-session-{session.held_on:%Y-%m-%d}.ics"
    return hand_out(
        request.user, Event.INVITATION_EXPORTED, invitation_to(session), of=session, name=name,
        content_type=CALENDAR, state=session.state,
    )  # fmt: skip


def _say(request: SignedInRequest, saved: Session, done: str) -> None:
    """The confirmation, and what to look at again."""
    messages.success(request, f"{done} Reference: session {saved.pk}.")
    if warning := warning_of_period(saved.site, saved.held_on):
        messages.warning(request, warning)
