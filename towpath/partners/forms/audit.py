"""What an auditor narrows the record by."""

from typing import Any

from django import forms

from towpath.audit.events import EventKind
from towpath.audit.models import EntryQuerySet
from towpath.ui.fields import DateField, refuse_reversed
from towpath.ui.filters import FilterForm


class AuditFilter(FilterForm):
    """Kind of event, person, record and days; each may be left open."""

    is_strict = True
    kind = forms.ChoiceField(
        label="What happened",
        choices=[("", "Anything"), *EventKind.choices],
        error_messages={"invalid_choice": "Choose what happened from the list."},
    )
    person = forms.CharField(label="Person", max_length=200, help_text="Part of the name")
    about = forms.CharField(label="Record", max_length=200, help_text="Part of its name")
    first = DateField(label="From")
    last = DateField(label="To")

    def clean(self) -> dict[str, Any] | None:
        refuse_reversed(self, "first", "last", "The last day must be on or after the first day.")
        return super().clean()

    def narrow(self, entries: EntryQuerySet) -> EntryQuerySet:
        """Those of the entries that the filter lets through; none while it holds something that cannot be read."""
        chosen = self.chosen
        if self.errors:
            return entries.none()
        if "kind" in chosen:
            entries = entries.of_kind(EventKind(chosen["kind"]))
        if "person" in chosen:
            entries = entries.by_or_about_person(chosen["person"])
        if "about" in chosen:
            entries = entries.about(chosen["about"])
        return entries.between(chosen.get("first"), chosen.get("last"))
