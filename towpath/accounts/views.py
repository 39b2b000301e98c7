"""Pages of our own about sign-in, and the keeping of what people type."""

from allauth.account.views import ConfirmLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from towpath.access.declare import signed_in, signing_in
from towpath.access.second_factor import lacks_second_factor
from towpath.accounts import drafts, lock
from towpath.accounts.adapter import SECOND_STEPS
from towpath.accounts.requests import SignedInRequest
from towpath.records.refusing import Refused


class ConfirmLoginCode(ConfirmLoginCodeView):
    """The page for the e-mailed code. A wrong code counts towards the lock, whether or not the account exists."""

    def form_invalid(self, form: object) -> HttpResponse:
        lock.count_failed_try(self.request, self._process.state["email"], way="code")
        return super().form_invalid(form)


confirm_login_code = ConfirmLoginCode.as_view()


@signing_in
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask a session that a password alone opened for a second step: the one there is, else a code by e-mail."""
    if not lacks_second_factor(request):
        return redirect("mfa_index")
    if not is_mfa_enabled(request.user, SECOND_STEPS):
        return render(request, "accounts/second_factor.html")
    has_app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    return redirect("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")


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
