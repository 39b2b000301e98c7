"""Pages of our own about sign-in, and the keeping of what people type."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, PasswordResetView, RequestLoginCodeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from towpath.access.declare import looking_after_sign_in, signed_in, signing_in
from towpath.access.proofs import Proved, proved
from towpath.accounts import drafts, lock, services, sessions
from towpath.accounts.factors import has_app, has_factor
from towpath.accounts.requests import SignedInRequest
from towpath.audit.events import Event
from towpath.records.refusing import Refused


class AskForCode(RequestLoginCodeView):
    """The page on which a code by e-mail is asked for."""

    def form_valid(self, form: Any) -> HttpResponse:
        services.note_asking(Event.CODE_ASKED, form._user)
        return super().form_valid(form)


class AskForReset(PasswordResetView):
    """The page on which a link to choose a new password is asked for."""

    def form_valid(self, form: Any) -> HttpResponse:
        services.note_asking(Event.RESET_ASKED, next(iter(form.users), None))
        return super().form_valid(form)


class ConfirmLoginCode(ConfirmLoginCodeView):
    """The page for the e-mailed code. A wrong code counts towards the lock, whether or not the account exists."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tried = {"email": self._process.state["email"], "way": lock.Way.CODE}
        if lock.is_locked(request, **tried):
            return lock.lock_page(request, None, tried)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: object) -> HttpResponse:
        lock.count_failed_try(self.request, self._process.state["email"], way=lock.Way.CODE)
        return super().form_invalid(form)


ask_for_code, ask_for_reset = AskForCode.as_view(), AskForReset.as_view()
confirm_login_code = ConfirmLoginCode.as_view()


@signing_in
@require_safe
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Ask for what a session still has to prove: the second step there is, else a code by e-mail, else a factor."""
    missing = proved(request)
    if missing is Proved.ROLE:
        return redirect("mfa_index")
    if missing is Proved.SECOND_STEP:
        return render(request, "accounts/factor_due.html")
    if not has_factor(request.user):
        return render(request, "accounts/second_factor.html")
    return redirect("mfa_reauthenticate" if has_app(request.user) else "mfa_reauthenticate_webauthn")


@looking_after_sign_in
@require_safe
def open_sessions(request: SignedInRequest) -> HttpResponse:
    """Where the person is signed in, each to be ended."""
    return render(request, "accounts/sessions.html", {"sessions": sessions.open_sessions(request)})


@looking_after_sign_in
@require_POST
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign out in one other place."""
    services.end_sessions(person=request.user, keep=request.session.session_key, only=pk)
    messages.success(request, "That session is ended.")
    return redirect("open_sessions")


@looking_after_sign_in
@require_POST
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere else."""
    services.end_sessions(person=request.user, keep=request.session.session_key)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("open_sessions")


@signed_in
@require_POST
def keep_typing(request: SignedInRequest) -> HttpResponse:
    """Keep what is being typed on a page, sent now and then by that page's script."""
    try:
        path, typed = drafts.sent_by_script(request)
        drafts.keep_draft(user=request.user, path=path, typed=typed)
    except Refused as reason:
        return JsonResponse({"reason": str(reason)}, status=422)
    return HttpResponse(status=204)


@signed_in
@require_http_methods(["GET", "POST"])
def discard_draft(request: SignedInRequest) -> HttpResponse:
    """Throw away what was typed and not saved, after asking once."""
    path = request.POST.get("path") or request.GET.get("path", "")
    if (
        not path.startswith("/")
        or not path.isprintable()
        or not url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    ):
        return redirect("home")
    if request.method == "POST":
        drafts.forget_draft(user=request.user, path=path)
        messages.success(request, "What you had typed is discarded.")
        return redirect(path)
    return render(request, "accounts/discard_draft.html", {"path": path})
