"""The quarter a page is asked for."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from towpath.accounts.requests import SignedInRequest
from towpath.foundation.clock import today
from towpath.foundation.periods import PeriodError, Quarter

YEARS = range(2000, 2100)  # those a page can be asked for, with a quarter before and after each


def quarter_asked(request: SignedInRequest) -> Quarter:
    """The quarter in the address, else the one of today; what is no quarter is not found."""
    asked = request.GET.get("quarter", "")
    if not asked:
        return Quarter.containing(today())
    try:
        quarter = Quarter.parse(asked)
    except PeriodError as wrong:
        raise Http404 from wrong
    if quarter.financial_year.first not in YEARS:
        raise Http404
    return quarter


def named_in_address(request: SignedInRequest, quarter: Quarter) -> HttpResponse | None:
    """The way to the page under an address that names its quarter; None where this one does.

    What is typed about a quarter is then saved for it, and given back on its page, when the next has begun meanwhile.
    """
    is_named = request.method == "POST" or request.GET.get("quarter")
    return None if is_named else redirect(f"{request.path}?quarter={quarter.slug}")
