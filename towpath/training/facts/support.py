"""Hours of support to practices, by site, quarter and kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import CharField, Sum
from django.db.models.functions import Cast, Substr

from towpath.foundation.periods import Quarter
from towpath.training.facts.sessions import QuarterAndSince, quarter_of_month
from towpath.training.models import Support

Hours = Mapping[Quarter, Mapping[str, Fraction]]


def support_of(sites: Iterable[int], day: date) -> dict[int, Hours]:
    """Hours given at each site up to a day, by quarter and kind of support, in one query."""
    rows: Any = (
        Support.objects.filter(sign_up__site__in=list(sites), given_on__lte=day)
        .annotate(month=Substr(Cast("given_on", CharField()), 1, 7))
        .order_by()
        .values_list("sign_up__site_id", "month", "kind")
        .annotate(hours=Sum("hours"))
    )
    found: dict[int, dict[Quarter, dict[str, Fraction]]] = {}
    for site, month, kind, hours in rows:
        of_quarter = found.setdefault(site, {}).setdefault(quarter_of_month(month), defaultdict(Fraction))
        of_quarter[kind] += Fraction(hours)
    return dict(found)


def support_by_kind(sites: Iterable[Hours], quarter: Quarter) -> dict[str, QuarterAndSince]:
    """Hours by kind of support at some sites: in a quarter, and since the beginning."""
    by_kind: dict[str, QuarterAndSince] = defaultdict(QuarterAndSince)
    for hours in sites:
        for when, kinds in hours.items():
            for kind, given in kinds.items():
                by_kind[kind].add(given if when == quarter else 0, given)
    return by_kind
