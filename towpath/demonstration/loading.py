"""Loading the demonstration: a partnership, its people, plans read from documents, and its programmes."""

from datetime import date, timedelta

from django.db import transaction

from towpath.accounts.models import User
from towpath.demonstration.delivery.telling import tell_programmes
from towpath.demonstration.partnership import NAME, open_with_agencies
from towpath.demonstration.people import CHARACTERS, cast
from towpath.demonstration.stories import scenes
from towpath.demonstration.telling import Teller
from towpath.foundation import clock
from towpath.foundation.periods import Quarter
from towpath.papers.services import begin
from towpath.partners.models import Partnership
from towpath.plans.models import Action
from towpath.plans.papers.kind import QUARTER_REPORT
from towpath.practices.models import SignUp
from towpath.records.files_read import files_of_our_own
from towpath.records.reckoning import reckon_all

OPENED_ON = date(2024, 9, 2)


@transaction.atomic
def load_demonstration() -> str:
    """Load the demonstration, whole or not at all, and say in a sentence what was done.

    Where it is loaded already nothing is changed, so that what was entered since stays.
    """
    if Partnership.objects.filter(name=NAME).exists():
        return f"“{NAME}” is here already: nothing was changed."
    with clock.at(clock.midnight(OPENED_ON) + timedelta(hours=9)):
        partnership = open_with_agencies()
        people = cast(partnership, OPENED_ON)
    with files_of_our_own():
        Teller(partnership, people).tell_all(scenes())
        tell_programmes(partnership, people)
    reckon_all()
    _ask_for_reports(partnership, people["coordinator"])
    return _sentence(partnership)


def _sentence(partnership: Partnership) -> str:
    actions = Action.objects.filter(plan__partnership=partnership).count()
    plans = partnership.plans.count()
    practices = SignUp.objects.filter(site__programme__partnership=partnership).count()
    delivered = f"{partnership.programmes.count()} programmes with {practices} practices"
    held = f"{len(CHARACTERS)} invented people, {plans} plans and {actions} actions, {delivered}"
    return f"Loaded “{partnership.name}”: {held}."


def _ask_for_reports(partnership: Partnership, coordinator: User) -> None:
    """Have last quarter's report of each plan built, so that there is one to look at once the worker runs."""
    quarter = Quarter.containing(clock.today()).previous()
    for plan in partnership.plans.order_by("pk"):
        begin(actor=coordinator, kind=QUARTER_REPORT, subject=plan, quarter=quarter)
