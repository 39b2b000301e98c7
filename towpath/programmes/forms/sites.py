"""Sites, their partner agencies and their periods."""

from typing import Any

from django import forms

from towpath.foundation.clock import today
from towpath.partners.models import Agency
from towpath.programmes.forms.choosing import OneOf, SeveralOf, named, prose
from towpath.programmes.models import Mode, Phase, Programme, Site, SitePeriod
from towpath.programmes.rules import in_days
from towpath.records.forms import ReasonIfNeededField
from towpath.ui.fields import DateField, Radios, SeenVersion, refuse_reversed

REVERSED = "The last day must be on or after the first day."
MODE_HINTS = {
    Mode.MOBILISING: "Recruiting and agreeing; no practice is trained yet.",
    Mode.ADAPTED: "All training and support by video or telephone.",
    Mode.BLENDED: "Partly in person: needs a risk assessment that allows it.",
    Mode.FACE_TO_FACE: "In person: needs a risk assessment that allows it.",
    Mode.PAUSED: "Nothing is delivered for now, and the reason says what it waits for.",
    Mode.CLOSED: "Delivery has ended here.",
    Mode.RECOMMISSIONED: "Delivered again under a contract of its own.",
}


class SiteForm(forms.Form):
    """An area where the programme is delivered, and who delivers there."""

    area = named("Area", 200, "Enter the area the site serves.", help_text="Such as a borough.")
    phase: Any = OneOf(Phase.objects.none(), label="Phase", empty_label=None)
    number = forms.IntegerField(
        label="Number of the site", required=False, min_value=1, max_value=9999,
        help_text="Leave empty for the next free number.",
    )  # fmt: skip
    partners: Any = SeveralOf(Agency.objects.none(), label="Partner agencies", required=False)
    partners_from = DateField(
        label="They deliver here from",
        called="first day",
        required=False,
        help_text="Leave empty for the first day of the phase.",
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = programme.phases.all()  # type: ignore[attr-defined]
        self.fields["partners"].queryset = programme.partnership.agencies.all()  # type: ignore[attr-defined]


class AmendSiteForm(forms.Form):
    """The area a site serves and its phase, of the version a person saw, and whether it is kept in outline."""

    area = named("Area", 200, "Enter the area the site serves.")
    phase: Any = OneOf(Phase.objects.none(), label="Phase", empty_label=None)
    is_in_outline = forms.BooleanField(
        label="Keep this site in outline", required=False,
        help_text="Its practices and training are recorded elsewhere: its figures are not reported, rather than 0, and "
        "nobody is told that posts, assessments or checks are missing.",
    )  # fmt: skip
    version = SeenVersion(required=True)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = programme.phases.all()  # type: ignore[attr-defined]


class PartnerForm(forms.Form):
    """An agency that delivers at a site."""

    agency: Any = OneOf(Agency.objects.none(), label="Agency", error_messages={"required": "Choose an agency."})
    started_on = DateField(label="First day", called="first day")
    ended_on = DateField(
        label="Last day", called="last day", required=False, help_text="Leave empty while it delivers."
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = site.programme.partnership.agencies.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        refuse_reversed(self, "started_on", "ended_on", REVERSED)
        return answers


class LastDayForm(forms.Form):
    """The last day of something that goes on; another than the one recorded needs its why."""

    ended_on = DateField(label="Last day", called="last day", initial=today)
    why = ReasonIfNeededField()
    version = SeenVersion()


class _PeriodForm(forms.Form):
    """How a site works in a stretch of time."""

    mode = forms.ChoiceField(
        label="How does the site work?",
        choices=Mode.choices,
        widget=Radios(hints={mode.value: hint for mode, hint in MODE_HINTS.items()}),
        error_messages={"required": "Choose how the site works."},
    )
    started_on = DateField(label="First day", called="first day")
    ended_on = DateField(label="Last day", called="last day", required=False, help_text="Leave empty while it goes on.")
    reason = prose("Why?", "Why it changed; for a pause, what waits for it.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        refuse_reversed(self, "started_on", "ended_on", REVERSED)
        return answers


class PeriodForm(_PeriodForm):
    """A period that stands there, of the version a person saw, and why it is another."""

    why = ReasonIfNeededField(label="Why is it corrected?")
    version = SeenVersion()


class NewPeriodForm(_PeriodForm):
    """A new period; one that goes on is ended only where somebody says so."""

    ends_current = forms.BooleanField(required=False)
    field_order = ("mode", "started_on", "ended_on", "ends_current", "reason")

    def __init__(self, *args: Any, current: SitePeriod | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current is None:
            del self.fields["ends_current"]
            return
        self.fields["ends_current"].label = f"End “{current.get_mode_display()}” on the day before"
        self.fields["ends_current"].help_text = f"It has no last day yet: {in_days(current)}."
