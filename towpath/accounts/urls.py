"""Where people sign in and look after how they do. Each page of django-allauth we use is picked here by hand."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from towpath.access.declare import anyone, looking_after_sign_in, signing_in
from towpath.accounts import views
from towpath.accounts.borrowed import asking_to_stay, borrowed, confirmed, recorded, whole
from towpath.audit.events import Event

urlpatterns = [
    # The ways in
    path("sign-in/", borrowed(asking_to_stay(account.login), anyone), name="account_login"),
    path("sign-in/code/", borrowed(asking_to_stay(views.ask_for_code), anyone), name="account_request_login_code"),
    path("sign-in/code/confirm/", borrowed(views.confirm_login_code, anyone), name="account_confirm_login_code"),
    path("sign-in/second-step/", borrowed(mfa.authenticate, anyone), name="mfa_authenticate"),
    path("sign-in/passkey/", borrowed(asking_to_stay(webauthn.login_webauthn), anyone), name="mfa_login_webauthn"),
    path("sign-in/closed/", borrowed(account.account_inactive, anyone), name="account_inactive"),
    path("sign-out/", borrowed(account.logout, anyone), name="account_logout"),
    # A forgotten password
    path("password/reset/", borrowed(views.ask_for_reset, anyone), name="account_reset_password"),
    path(
        "password/reset/sent/",
        borrowed(account.password_reset_done, anyone),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        borrowed(whole(account.password_reset_from_key), anyone),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        borrowed(account.password_reset_from_key_done, anyone),
        name="account_reset_password_from_key_done",
    ),
    # The second factor: given before anything else where this installation asks for it
    path("sign-in/protect/", views.second_factor, name="second_factor"),
    path("account/confirm/", borrowed(account.reauthenticate, signing_in), name="account_reauthenticate"),
    path("account/confirm/code/", borrowed(mfa.reauthenticate, signing_in), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        borrowed(webauthn.reauthenticate_webauthn, signing_in),
        name="mfa_reauthenticate_webauthn",
    ),
    # Looking after one's own sign-in
    path("account/", borrowed(mfa.index, looking_after_sign_in), name="mfa_index"),
    path(
        "account/password/",
        borrowed(whole(account.password_change), looking_after_sign_in),
        name="account_change_password",
    ),
    path(
        "account/password/set/",
        borrowed(confirmed(whole(account.password_set)), looking_after_sign_in),
        name="account_set_password",
    ),
    path(
        "account/app/set-up/",
        borrowed(confirmed(whole(totp.activate_totp)), looking_after_sign_in),
        name="mfa_activate_totp",
    ),
    path(
        "account/app/remove/", borrowed(whole(totp.deactivate_totp), looking_after_sign_in), name="mfa_deactivate_totp"
    ),
    path("account/passkeys/", borrowed(webauthn.list_webauthn, looking_after_sign_in), name="mfa_list_webauthn"),
    path(
        "account/passkeys/add/",
        borrowed(confirmed(whole(webauthn.add_webauthn)), looking_after_sign_in),
        name="mfa_add_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/rename/",
        borrowed(whole(webauthn.edit_webauthn), looking_after_sign_in),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/remove/",
        borrowed(whole(webauthn.remove_webauthn), looking_after_sign_in),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/recovery-codes/",
        borrowed(recorded(recovery.view_recovery_codes, Event.RECOVERY_CODES_SEEN), looking_after_sign_in),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        borrowed(whole(recovery.generate_recovery_codes), looking_after_sign_in),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/download/",
        borrowed(recorded(recovery.download_recovery_codes, Event.RECOVERY_CODES_SEEN), looking_after_sign_in),
        name="mfa_download_recovery_codes",
    ),
    path("account/sessions/", views.open_sessions, name="open_sessions"),
    path("account/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("account/sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    # What was typed and not saved
    path("drafts/", views.keep_typing, name="drafts"),
    path("drafts/discard/", views.discard_draft, name="discard_draft"),
]
