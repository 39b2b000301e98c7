"""Reminders by e-mail to the people who lead actions that are due soon or overdue: one mail a person, once a due date.

The mail names no plan and quotes no action: a lock screen may show it to somebody else.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from towpath.access.roles import Role
from towpath.accounts.models import User
from towpath.audit.events import Event
from towpath.audit.record import record
from towpath.foundation.clock import now
from towpath.partners.models import Post
from towpath.plans.models import Action, ReminderSent
from towpath.plans.models.actions import ActionQuerySet


@dataclass(frozen=True)
class ReminderDue:
    """One action that its lead should be reminded of."""

    action: Action
    why: str
    due_on: date

    @property
    def words(self) -> str:
        return "was due on" if self.why == "overdue" else "is due by"


def send_reminders(day: date) -> int:
    """Remind every lead of what is due soon or overdue and not yet reminded of. Returns how many mails went out."""
    due = [*_due(Action.objects.overdue_at(day), "overdue"), *_due(Action.objects.due_soon_at(day), "soon")]
    return sum(_remind(user, theirs) for user, theirs in _by_person(due, day).items())


def _due(actions: ActionQuerySet, why: str) -> list[ReminderDue]:
    dated = actions.with_people().order_by("due_on", "pk")
    return [ReminderDue(action, why, action.due_on) for action in dated if action.due_on]


def _by_person(due: Iterable[ReminderDue], day: date) -> dict[User, list[ReminderDue]]:
    """What is due, by the people who hold a post as lead of an agency that leads it."""
    people = defaultdict(list)
    posts = Post.objects.filter(role=Role.AGENCY_LEAD, user__is_active=True).held_on(day).select_related("user")
    for post in posts:
        people[post.agency_id].append(post.user)
    theirs: dict[User, list[ReminderDue]] = defaultdict(list)
    for one in due:
        for user in {user for lead in one.action.leads.all() for user in people[lead.agency_id]}:
            theirs[user].append(one)
    return theirs


@transaction.atomic
def _remind(user: User, theirs: list[ReminderDue]) -> int:
    """Post one mail about what this person was not yet reminded of; 1 if there was something new, 0 if not.

    Each reminder is noted before the mail is posted, and both are kept together: of two workers at once the second
    waits at the note, then finds it. The mail lane tries a mail that fails again.
    """
    noted = set(ReminderSent.objects.filter(user=user).values_list("action_id", "why", "due_on"))
    new = [one for one in theirs if (one.action.pk, one.why, one.due_on) not in noted and _note(user, one)]
    if not new:
        return 0
    send_mail(_subject(new), _message(user, new), None, [user.email])
    record(actor=None, event=Event.REMINDER_SENT, subject=user, actions=[one.action.pk for one in new])
    return 1


def _note(user: User, due: ReminderDue) -> bool:
    """Note that this person is reminded of this; False where they were before."""
    _, is_new = ReminderSent.objects.get_or_create(
        action=due.action, user=user, why=due.why, due_on=due.due_on, defaults={"sent_at": now()}
    )
    return is_new


def _subject(new: list[ReminderDue]) -> str:
    return f"{len(new)} action{'s' if len(new) > 1 else ''} to report on"


def _message(user: User, new: list[ReminderDue]) -> str:
    return render_to_string("plans/reminder.txt", {"name": user.name, "due": new, "address": settings.TOWPATH_ADDRESS})
