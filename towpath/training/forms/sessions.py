"""The form in which a session is planned or amended, and the filter of the list of sessions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from towpath.foundation.clock import today
from towpath.foundation.periods import Quarter
from towpath.practices.models import SignUp
from towpath.programmes.forms.choosing import SeveralOf
from towpath.programmes.models import Site, SitePost
from towpath.records.forms import ReasonIfNeededField
from towpath.training.kinds import SessionKind
from towpath.training.models import Session, SessionState
from towpath.training.models.sessions import KINDS, MODES
from towpath.training.services.session_faults import COUNTS_AS
from towpath.ui.fields import Checkboxes, DateField, LongTextField, Radios, SeenVersion
from towpath.ui.filters import FilterForm
from towpath.ui.words import as_day

ANY = ("", "Any")
CLOCK = ("%H:%M", "%H.%M", "%I:%M%p", "%I:%M %p", "%I.%M%p", "%I%p", "%I %p")
MOST_NAMES, LONGEST_NAME = 20, 120


class PracticesField(SeveralOf):
    """Practices of the site, with the day one left."""

    def label_from_instance(self, obj: Any) -> str:
        left = f", left {as_day(obj.left_on)}" if obj.left_on else ""
        return f"{obj.practice}{left}"


class TrainersField(SeveralOf):
    """People in post at the site, with what they are and until when they were."""

    def label_from_instance(self, obj: Any) -> str:
        ended = f", until {as_day(obj.ended_on)}" if obj.ended_on else ""
        return f"{obj.name}, {obj.get_kind_display().lower()}{ended}"


class SessionForm(forms.Form):
    """What a session teaches, when and where, to which practices, and who trains."""

    kind = forms.TypedChoiceField(
        label="What kind of session is it?", choices=KINDS, coerce=SessionKind, widget=Radios,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose the kind of session."),
    )  # fmt: skip
    counts_as = forms.TypedChoiceField(
        label="If it is a catch-up, which session does it repeat?", coerce=SessionKind, required=False,
        empty_value=None, choices=[("", "It is not a catch-up"), *((kind.value, kind.label) for kind in COUNTS_AS)],
    )  # fmt: skip
    practices = PracticesField(
        label="For which practices?", queryset=SignUp.objects.none(), widget=Checkboxes,
        error_messages={"required": "Choose at least one practice."},
    )  # fmt: skip
    held_on = DateField(label="On which day?", called="day of the session")
    starts_at = forms.TimeField(
        label="At what time does it start?", required=False, input_formats=CLOCK,
        help_text="For example 13:00 or 1pm.",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": "Enter a time such as 13:00."},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="How many minutes does it last?", required=False,
        help_text="Left empty: 120, and 60 for a reception and administration session.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={"invalid": "Enter the length in whole minutes, such as 120."},
    )  # fmt: skip
    mode = forms.ChoiceField(
        label="Where do people meet?", choices=MODES, widget=Radios,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose where people meet."),
    )  # fmt: skip
    place = forms.CharField(
        label="Place", required=False, max_length=250,
        help_text="The address, or that a link follows by e-mail. It stands in the invitation.",
    )  # fmt: skip
    trainers = TrainersField(label="Who trains?", queryset=SitePost.objects.none(), widget=Checkboxes, required=False)
    trainer_names = LongTextField(
        label="Other trainers", required=False, help_text="People who are not in post at the site: one name a line.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    note = LongTextField(
        label="Note", required=False, max_length=2000, help_text="No names of patients or of people trained."
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        practices = site.sign_ups.select_related("practice").order_by("practice__name", "pk")
        self.fields["practices"].queryset = practices  # type: ignore[attr-defined]
        self.fields["trainers"].queryset = site.posts.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean_trainer_names(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["trainer_names"].splitlines() if name.strip()]
        if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(f"Enter at most {MOST_NAMES} names, one a line.")
        return names

    @property
    def said(self) -> dict[str, Any]:
        """What a service is told of the session."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "reason")}
        return said | {"practices": list(said["practices"]), "trainers": list(said["trainers"])}


class AmendSessionForm(SessionForm):
    """The same, and why, where the session was held."""

    reason = ReasonIfNeededField()
    version = SeenVersion(required=True)


def as_it_stands(session: Session) -> dict[str, Any]:
    """A session as the form's initial values."""
    trainers = list(session.trainers.all())
    kept = ("kind", "mode", "held_on", "starts_at", "minutes", "place", "note", "version")
    return {name: getattr(session, name) for name in kept} | {
        "counts_as": session.counts_as if session.kind == SessionKind.CATCH_UP else "",
        "practices": [one.pk for one in session.practices.all()],
        "trainers": [one.post_id for one in trainers if one.post_id],
        "trainer_names": "\n".join(one.name for one in trainers if not one.post_id),
    }


class SessionFilter(FilterForm):
    """Which site, kind, state, quarter and practice. What is not understood narrows nothing."""

    site = forms.ChoiceField(label="Site")
    kind = forms.ChoiceField(label="Kind of session", choices=(ANY, *KINDS))
    state = forms.ChoiceField(label="State", choices=(ANY, *SessionState.choices))
    quarter = forms.ChoiceField(label="Quarter")
    practice = forms.ChoiceField(label="Practice")

    def __init__(
        self,
        *args: Any,
        sites: Sequence[tuple[str, str]],
        quarters: Sequence[tuple[str, str]],
        practices: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in {"site": sites, "quarter": quarters, "practice": practices}.items():
            self.fields[name].choices = (ANY, *choices)  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def narrow(self, sessions: QuerySet[Session]) -> QuerySet[Session]:
        """The sessions of these filters."""
        chosen = self.chosen
        if slug := chosen.get("quarter"):
            quarter = Quarter.parse(slug)
            sessions = sessions.filter(held_on__range=(quarter.start, quarter.end))
        if code := chosen.get("practice"):
            of_practice = Session.practices.through.objects.filter(signup__practice__code=code)
            sessions = sessions.filter(pk__in=of_practice.values("session"))
        return sessions.filter(**{name: chosen[name] for name in ("site", "kind", "state") if name in chosen})


def quarters_between(first: date | None, last: date | None) -> list[tuple[str, str]]:
    """Every quarter from that of the first day to that of the last, or of today; newest first."""
    quarter, earliest = Quarter.containing(max(last or today(), today())), Quarter.containing(first or today())
    found = []
    while quarter >= earliest:
        found.append((quarter.slug, f"{quarter.label} ({quarter.months})"))
        quarter = quarter.previous()
    return found


class MoveForm(forms.Form):
    """Which state comes next, and which version of the session the person saw."""

    state = forms.TypedChoiceField(choices=SessionState.choices, coerce=SessionState)
    version = SeenVersion(required=True)
