"""A date in three boxes: read as people write dates, refused in a sentence that names the box."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from towpath.ui.fields import DateField, errors_of, refuse_reversed


class Stay(forms.Form):
    start = DateField(label="From", called="start date", not_before=date(2020, 1, 1))
    end = DateField(label="To", called="end date", not_after=lambda: date(2030, 12, 31), required=False)

    def clean(self):
        refuse_reversed(self, "start", "end", "The end date must not be before the start date.")
        return self.cleaned_data


def typed(day="", month="", year="", name="start") -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.mark.parametrize(
    ("boxes", "read"),
    [
        (("3", "3", "2026"), date(2026, 3, 3)),
        (("03", "03", "2026"), date(2026, 3, 3)),
        ((" 3 ", "March", "2026"), date(2026, 3, 3)),
        (("3", "mar", "2026"), date(2026, 3, 3)),
        (("29", "February", "2028"), date(2028, 2, 29)),
    ],
)
def test_date_is_read_however_its_month_is_written(boxes, read):
    form = Stay(typed(*boxes))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["start"] == read


@pytest.mark.parametrize(
    ("boxes", "sentence", "box"),
    [
        (("", "", ""), "Enter the start date.", "day"),
        (("3", "", "2026"), "The start date must include a month.", "month"),
        (("", "", "2026"), "The start date must include a day and a month.", "day"),
        (("31", "2", "2026"), "February 2026 has 28 days.", "day"),
        (("29", "2", "2026"), "February 2026 has 28 days.", "day"),
        (("9" * 5000, "2", "2026"), "The day must be a number from 1 to 31.", "day"),
        (("3", "9" * 5000, "2026"), "The month must be a number from 1 to 12, or its name.", "month"),
        (("0", "2", "2026"), "The day must be a number from 1 to 31.", "day"),
        (("third", "2", "2026"), "The day must be a number from 1 to 31.", "day"),
        (("3", "13", "2026"), "The month must be a number from 1 to 12, or its name.", "month"),
        (("3", "marching", "2026"), "The month must be a number from 1 to 12, or its name.", "month"),
        (("3", "3", "26"), "The year must have four digits, such as 2026.", "year"),
        (("3", "3", "2026 AD"), "The year must have four digits, such as 2026.", "year"),
        (("3", "3", "2019"), "The start date must be 1 January 2020 or later.", "year"),
        (("²", "3", "2026"), "The day must be a number from 1 to 31.", "day"),
    ],
)
def test_impossible_date_is_refused_in_a_sentence_beside_its_box(boxes, sentence, box):
    form = Stay(typed(*boxes))
    assert errors_of(form) == [{"text": sentence, "href": f"#id_start_{box}"}]
    page = BeautifulSoup(form["start"].as_field_group(), "html.parser")
    assert "govuk-input--error" in page.find(id=f"id_start_{box}")["class"]
    assert [field.get("value", "") for field in page.find_all("input")] == [one.strip() for one in boxes]


def test_end_before_start_is_refused_beside_the_end():
    form = Stay(typed("3", "3", "2026") | typed("2", "3", "2026", "end"))
    assert errors_of(form) == [{"text": "The end date must not be before the start date.", "href": "#id_end_day"}]


def test_end_on_the_day_of_the_start_is_no_mistake():
    assert Stay(typed("3", "3", "2026") | typed("3", "3", "2026", "end")).is_valid()


def test_date_after_the_last_allowed_is_refused():
    form = Stay(typed("3", "3", "2026") | typed("1", "1", "2031", "end"))
    assert errors_of(form)[0]["text"] == "The end date must be 31 December 2030 or earlier."


def test_optional_date_may_be_left_out():
    form = Stay(typed("3", "3", "2026"))
    assert form.is_valid()
    assert form.cleaned_data["end"] is None


def test_unchanged_date_does_not_count_as_a_change():
    form = Stay(typed("3", "3", "2026"), initial={"start": date(2026, 3, 3)})
    assert not form.has_changed()


@pytest.mark.parametrize("year", ["1900", "1949", "2200", "9999", "0026"])
def test_a_year_that_is_a_slip_of_the_keys_is_refused(year):
    form = Stay(typed("3", "3", year))
    assert not form.is_valid()
    assert form.errors["start"] == ["The year must be from 1950 to 2199."]


@given(st.dates(date(2020, 1, 1), date(2199, 12, 31)))
def test_any_date_shown_in_the_boxes_is_read_back_as_itself(day):
    widget = DateField().widget
    sent = dict(zip(("start_day", "start_month", "start_year"), widget.decompress(day), strict=True))
    form = Stay(sent)
    assert form.is_valid()
    assert form.cleaned_data["start"] == day


@given(st.tuples(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6)))
def test_no_typing_breaks_the_page_and_none_of_it_is_lost(boxes):
    form = Stay(typed(*boxes))
    assert form.is_valid() or errors_of(form)
    assert form["start"].value() == [text.strip() for text in boxes]
