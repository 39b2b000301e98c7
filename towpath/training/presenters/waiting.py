"""Sessions that passed and of which nobody has recorded who came, held or not: an educator's first page."""

from typing import Any

from django.urls import reverse

from towpath.foundation.clock import today
from towpath.programmes.models import Site
from towpath.training.facts.sessions import WITHOUT_ATTENDANCE, passed_without_record
from towpath.training.models import Session
from towpath.training.presenters.sessions import title_of
from towpath.ui.first_page import PartEntry
from towpath.ui.words import as_day

SHOWN = 5


def waiting_for(user: Any) -> list[PartEntry]:
    """The oldest first, at the sites where this person is in post."""
    passed = passed_without_record(today())
    sessions = Session.objects.filter(passed | WITHOUT_ATTENDANCE, site__in=Site.objects.worked_at_by(user))
    return [
        PartEntry(
            f"{title_of(session)} on {as_day(session.held_on)}",
            reverse("training:record_attendance", args=[session.pk]),
            session.site.area,
        )
        for session in sessions.select_related("site").order_by("held_on", "pk")[:SHOWN]
    ]
