"""The quarter a page is asked for."""

from django.http import Http404, HttpRequest

from towpath.foundation.clock import today
from towpath.foundation.periods import ImpossiblePeriod, Quarter

YEARS = range(2000, 2100)  # those a page can be asked for, with a quarter before and after each


def quarter_asked(request: HttpRequest) -> Quarter:
    """The quarter in the address, else the one of today; what is no quarter is not found."""
    asked = request.GET.get("quarter", "")
    if not asked:
        return Quarter.containing(today())
    try:
        quarter = Quarter.parse(asked)
    except ImpossiblePeriod as wrong:
        raise Http404 from wrong
    if quarter.financial_year.first not in YEARS:
        raise Http404
    return quarter
