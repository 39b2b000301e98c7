"""The one question about a day of which something said of a plan is true."""

from datetime import date

from django import forms

from towpath.plans.models import Plan
from towpath.plans.services.rating import doubt_about_day
from towpath.ui.fields import question
from towpath.ui.words import as_day


def question_day(form: forms.Form, name: str, plan: Plan, stands: date | None = None) -> None:
    """Ask about a day before the plan, or before what was reported, as it may be right; for use in `clean`.

    The day that stands already was asked about when it was given.
    """
    day = form.cleaned_data.get(name)
    if day and day != stands and (doubt := doubt_about_day(plan, day)):
        question(form, name, day.isoformat(), doubt, shown=as_day(day))
