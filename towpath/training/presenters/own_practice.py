"""What a practice manager's first page begins with: where their practice stands, and its next sessions."""

from datetime import date
from typing import Any

from django.urls import reverse

from towpath.foundation.clock import today
from towpath.practices.models import SignUp
from towpath.training.facts.practices import rules_of
from towpath.training.models import Attainment, Session, SessionState
from towpath.training.presenters.sessions import title_of
from towpath.ui.first_page import PartEntry
from towpath.ui.words import as_day

NEXT = 3


def practices_managed_by(user: Any) -> list[PartEntry]:
    """Each practice with its standing, then the sessions planned for it."""
    sign_ups = list(SignUp.objects.managed_by(user).held_on(today()).select_related("practice", "site"))
    rules = rules_of({one.site.programme_id for one in sign_ups}).in_force(today()).values()
    reached = Attainment.objects.filter(sign_up__in=sign_ups, rule__in=list(rules), reached_on__lte=today())
    since = dict(reached.values_list("sign_up", "reached_on"))
    coming = Session.objects.filter(practices__in=sign_ups, state=SessionState.PLANNED, held_on__gte=today())
    return [
        *(_practice(one, since.get(one.pk)) for one in sign_ups),
        *(
            PartEntry(
                f"{title_of(one)} on {as_day(one.held_on)}", reverse("training:session", args=[one.pk]), "Planned"
            )
            for one in coming.distinct().order_by("held_on", "pk")[:NEXT]
        ),
    ]


def _practice(sign_up: SignUp, trained_on: date | None) -> PartEntry:
    standing = f"Fully trained since {as_day(trained_on)}" if trained_on else "Not fully trained yet"
    return PartEntry(sign_up.practice.name, reverse("practices:practice", args=[sign_up.practice.code]), standing)
