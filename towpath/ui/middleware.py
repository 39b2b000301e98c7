"""What is overlooked or refused before any page is asked, and what a browser keeps of a signed-in person: nothing."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

NUL, NUL_IN_ADDRESS = "\x00", "%00"


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
        if "Cache-Control" not in response and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
