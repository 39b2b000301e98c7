"""What is overlooked or refused before any page is asked, what a browser may do with an answer, and what it keeps of a
signed-in person: nothing."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

NUL, NUL_IN_ADDRESS = "\x00", "%00"

# What a page of ours never asks of a device. Passkeys are asked for by our own pages alone.
_NEVER_USED = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_OURS_ALONE = ("publickey-credentials-create", "publickey-credentials-get")
# On every answer: pages, files, refusals, and what the web server says where no page was asked.
FOR_EVERY_ANSWER = {
    "Permissions-Policy": ", ".join([*(f"{one}=()" for one in _NEVER_USED), *(f"{one}=(self)" for one in _OURS_ALONE)]),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class AddHeaders:
    """Put on every answer what browsers and other sites may do with it. It stands first, so that nothing is missed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in FOR_EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        return response


class WithoutNul:
    """Overlook the NUL character in what an address asks and in cookies, and refuse it in an address's path.

    No page asks for one, no form takes one, and PostgreSQL, which takes none either, would end in a fault.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path:
            raise BadRequest("The address holds a NUL character.")
        while NUL_IN_ADDRESS in request.META.get("QUERY_STRING", ""):  # taken out of "%%0000" it stands there anew
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace(NUL_IN_ADDRESS, "")
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class KeepNothing:
    """Tell browsers and proxies to keep no copy of a page somebody saw while signed in.

    Without it the back button of a shared machine shows the last person's pages after they signed out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_broken = response.status_code >= 500  # perhaps as nobody can be asked who is signed in
        if "Cache-Control" not in response and (is_broken or request.user.is_authenticated):
            add_never_cache_headers(response)
        return response
