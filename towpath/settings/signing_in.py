"""How people sign in: django-allauth for the ways in, django-axes for the lock after six tries at one of them."""

from datetime import timedelta

ACCOUNT_ADAPTER = "towpath.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs themselves up (the adapter says so); allauth only wants to know that passwords exist.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = None  # the form asks
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# The lock of django-axes counts failed tries per account; allauth's own count would fire before it. A whole office may
# share one address, so the limits per address are wide: they slow a machine that works through a list of accounts.
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,
    "login": "120/m/ip",
    "request_login_code": "60/m/ip,3/m/key",
    "reset_password": "60/m/ip,5/m/key",
    "app_code": "100/d/key",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ACCOUNT_FORMS = {
    "login": "towpath.accounts.forms.PasswordSignInForm",
    "request_login_code": "towpath.accounts.forms.AskForCodeForm",
    "confirm_login_code": "towpath.accounts.forms.EmailedCodeForm",
    "reauthenticate": "towpath.accounts.forms.PasswordAgainForm",
    "change_password": "towpath.accounts.forms.ChangePasswordForm",
    "set_password": "towpath.accounts.forms.SetPasswordForm",
    "reset_password": "towpath.accounts.forms.AskForResetForm",
    "reset_password_from_key": "towpath.accounts.forms.ResetPasswordForm",
}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Towpath"
# A phone whose clock is half a minute out still shows a good code.
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "towpath.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "towpath.accounts.forms.AppCodeForm",
    "reauthenticate": "towpath.accounts.forms.AppCodeAgainForm",
    "activate_totp": "towpath.accounts.forms.ConnectAppForm",
    "login_webauthn": "towpath.accounts.forms.PasskeySignInForm",
    "add_webauthn": "towpath.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "towpath.accounts.forms.RenamePasskeyForm",
}

AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "towpath.accounts.lock.account_tried"
AXES_LOCKOUT_CALLABLE = "towpath.accounts.lock.lock_page"
AXES_RESET_ON_SUCCESS = False  # the lock forgives every way at once
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["password", "code", "credential", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # the audit record holds who signed in
