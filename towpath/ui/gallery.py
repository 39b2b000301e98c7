"""What the gallery shows: every component in every state, made of nobody's facts."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import INFO, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.utils import timezone

from towpath.documents.blocks import (
    Block,
    Bullets,
    CellLine,
    CellLines,
    Facts,
    Heading,
    LabelledFact,
    NoteBlock,
    Prose,
    Rated,
    TableBlock,
    TableRow,
)
from towpath.foundation.clock import today
from towpath.foundation.figures import Absence, Audience, Figure, released
from towpath.ui.charts import Bar, BarPart, stacked_bar
from towpath.ui.fields import Checkboxes, DateField, LongTextField, Radios, UploadField, refuse_reversed
from towpath.ui.filters import FilterForm
from towpath.ui.timeline import DateLine, Lane, MilestoneMark, Stretch, Timeline, present_timeline

RATINGS = (
    ("red", "Red"),
    ("amber", "Amber"),
    ("green", "Green"),
    ("blue", "Complete"),
    ("grey", "Not stated"),
)
JOB = {"done": 3, "total": 8, "sentence": "3 of 8 pages are ready."}
LONG = (
    "Agree with every agency of the partnership, in writing and before the year ends, who keeps the list of "
    "trained champions, how often it is read through, and what is done about a practice that has none"
)
A_SITE = "programmes.site:1"
PLACES = [("north", "North bank"), ("south", "South bank"), ("lock", "Lock cottages")]


class EveryField(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Text", max_length=80, help_text="A line, at most 80 characters.")
    email = forms.EmailField(label="E-mail address", help_text="Used only for reminders.")
    number = forms.IntegerField(label="Number", min_value=0, error_messages={"required": "Enter a number."})
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    account = LongTextField(label="Longer text", max_length=200, help_text="What has happened since the last update.")
    notes = forms.CharField(label="Text without a limit", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(label="Choice from a list", choices=[("", "---------"), *PLACES])
    rating = forms.ChoiceField(
        label="One of a few",
        choices=RATINGS[:3],
        widget=Radios(hints={"red": "At risk, or later than agreed.", "green": "On course."}),
    )
    agencies = forms.MultipleChoiceField(label="Any of a few", choices=PLACES, widget=Checkboxes)
    agreed = forms.BooleanField(label="The lead agency has agreed to this")
    start = DateField(label="Start date", called="start date", help_text="For example, 27 3 2026.")
    end = DateField(label="End date", called="end date", not_after=lambda: today().replace(month=12, day=31))
    evidence = UploadField(
        label="Evidence", suffixes=(".docx", ".pdf"), help_text="A Word or PDF file.", required=False
    )

    def clean(self) -> dict[str, Any]:
        refuse_reversed(self, "start", "end", "The end date must not be before the start date.")
        return self.cleaned_data


class OneQuestion(forms.Form):
    """A page that asks one thing."""

    rating = forms.ChoiceField(
        label="How is the action going?",
        choices=RATINGS,
        widget=Radios(hints={"red": "At risk, or later than agreed."}),
        error_messages={"required": "Choose how the action is going."},
    )


class EveryFilter(FilterForm):
    """Filters of an invented list."""

    words = forms.CharField(label="Words")
    rating = forms.MultipleChoiceField(label="Rating", choices=RATINGS, widget=forms.CheckboxSelectMultiple)
    place = forms.ChoiceField(label="Place", choices=[("", "Any"), *PLACES])


def components() -> dict[str, Any]:
    """All that the gallery's page needs beside its forms."""
    return {
        "ratings": RATINGS,
        "job": JOB,
        "long": LONG,
        "bar": a_bar(),
        "empty_bar": stacked_bar([]),
        "columns": [{"label": "Recommendation"}, {"label": "Lead"}, {"label": "Actions", "number": True}],
        "rows": [
            ["Train every front desk", "Waterways Trust", "12"],
            [LONG, "Borough Council, Housing", "1,204"],
            ["Nothing reported yet", None, "0"],
        ],
        "total": ["All recommendations", "", "1,216"],
        "page": SimpleNamespace(next="later", previous="earlier"),
        "day": date(2026, 3, 3),
        "moment": timezone.make_aware(datetime(2026, 3, 3, 14, 5)),  # noqa: DTZ001 -- made aware by the line itself
        "programme": present_timeline(a_programme()),
        "no_programme": present_timeline(Timeline("A programme without sites", ())),
        "paper": a_paper(),
        "links": [
            {"label": "Overview", "href": "#", "is_current": True},
            {"label": "Actions", "href": "#", "is_current": False},
            {"label": "History", "href": "#", "is_current": False},
        ],
        "files": [
            {"label": "The plan as a Word document", "href": "#", "kind": "Word", "size": "48 kB"},
            {"label": "Its actions as a table", "href": "#", "kind": "CSV", "size": ""},
        ],
        "messages": [
            Message(SUCCESS, "The update is saved. Its reference is U-2041."),
            Message(WARNING, "Somebody else changed this action while you were typing. Nothing of yours is lost."),
            Message(INFO, LONG),
        ],
    }


def a_paper() -> tuple[Block, ...]:
    """Every block but a title and a picture, which the gallery has already."""
    two, none, total = released([Figure(2), Figure(absence=Absence.NOT_REPORTED), Figure(1204)], Audience.READING)
    moved = (Rated("Amber", "amber"), "to", Rated("Green", "green"), "Better")
    rows = (
        TableRow(("North bank", two, none)),
        TableRow(("Lock cottages", none, two)),
        TableRow(("All sites", total, two), "total"),
    )
    action = CellLines((CellLine("Train every front desk"), CellLine("Waterways Trust", "quiet")))
    late = CellLines((CellLine("3 March 2026"), CellLine("12 days late", "strong")))
    return (
        NoteBlock("As known on 3 March 2026 at 2:05pm."),
        Bullets(("Two sessions were held.", "One action is overdue."), stands_out=True),
        Prose(("What somebody wrote.\nIn two lines.",)),
        Heading("What moved"),
        Facts((LabelledFact("Rating", moved), LabelledFact("1 March 2026", ("The hall is open again.",)))),
        TableBlock(
            "Sessions by site", ("Site", "In the quarter", "Since the start"), (2, 1, 1), rows, note="Those held."
        ),
        TableBlock("Overdue", ("Action and lead", "Rating", "Due"), (3, 1, 1), (TableRow((action, moved[0], late)),)),
        TableBlock("Due next", ("Action and lead",), (1,), (), empty="No action is due next."),
    )


def a_bar() -> Bar:
    """A bar with a part of every colour."""
    counts = zip(RATINGS, (3, 5, 8, 2, 2), strict=True)
    return stacked_bar(BarPart(label, colour, count) for (colour, label), count in counts)


def a_programme() -> Timeline:
    """A programme in which everything happens that a picture must show."""
    pause = Stretch("paused", "Paused", date(2025, 9, 1), date(2025, 9, 30), "Nobody in post.")
    mobilising = Stretch("mobilising", "Mobilising", date(2025, 1, 6), date(2025, 3, 31))
    adapted = Stretch("adapted", "Adapted (virtual)", date(2025, 4, 1), date(2025, 7, 15), "Flooding.")
    blended = Stretch("blended", "Blended", date(2025, 10, 1), date(2026, 9, 30))
    closed = Stretch("closed", "Closed", date(2025, 4, 1), date(2025, 10, 31))
    again = Stretch("recommissioned", "Re-commissioned", date(2025, 11, 1), date(2026, 6, 30))
    in_person = Stretch("face_to_face", "Face to face", date(2026, 7, 1))
    reviewed = MilestoneMark("Mid-point review", date(2026, 4, 30))
    return Timeline(
        "A programme along the towpath",
        (
            Lane("", "Whole programme", marks=(reviewed,), has_marks_alone=True),
            Lane(
                "Phase 1",
                "North bank",
                "Two agencies",
                A_SITE,
                (mobilising, adapted, pause, blended),
                _crowded(),
            ),
            Lane("Phase 1", "Lock cottages", "", A_SITE, (mobilising, closed, again, in_person)),
            Lane("Phase 2", "The village of Upper Weir and Lower Weir", "", A_SITE),
        ),
        (
            DateLine("Delivery ends", date(2026, 6, 30), is_superseded=True),
            DateLine("Delivery ends", date(2026, 12, 31)),
            DateLine("All other work ends", date(2027, 2, 28)),
        ),
        date(2026, 3, 3),
    )


def _crowded() -> tuple[MilestoneMark, ...]:
    """Milestones too close together and too long for their words to stand in the picture."""
    return (
        MilestoneMark("Risk assessment", date(2025, 9, 15), "met"),
        MilestoneMark("Somebody in post", date(2025, 9, 22), "met"),
        MilestoneMark("Practices told", date(2025, 9, 30), "overdue"),
        MilestoneMark(LONG, date(2026, 3, 31)),
    )
