"""Filters stand in the address; each in use is named and can be taken away on its own."""

from bs4 import BeautifulSoup
from django import forms
from django.template import engines

from towpath.ui.fields import DateField
from towpath.ui.filters import FilterForm, address_with, in_use


class Boats(FilterForm):
    words = forms.CharField(label="Words")
    colour = forms.MultipleChoiceField(
        label="Colour", choices=[("r", "Red"), ("g", "Green")], widget=forms.CheckboxSelectMultiple
    )
    size = forms.ChoiceField(label="Size", choices=[("", "Any"), ("l", "Long")])
    since = DateField(label="Since")
    late = forms.BooleanField(label="Late")


def used(rf, query: str):
    request = rf.get(f"/boats/?{query}")
    return [(one.name, one.text, one.href) for one in in_use(Boats(request.GET), request)]


def test_nothing_chosen_shows_nothing_in_use(rf):
    assert used(rf, "") == []
    assert used(rf, "words=&size=") == []


def test_each_choice_of_several_is_taken_away_alone(rf):
    assert used(rf, "colour=r&colour=g") == [
        ("Colour", "Red", "/boats/?colour=g"),
        ("Colour", "Green", "/boats/?colour=r"),
    ]


def test_taking_a_filter_away_keeps_the_others_and_begins_at_the_first_page(rf):
    assert ("Size", "Long", "/boats/?words=narrow") in used(rf, "size=l&words=narrow&after=xyz")


def test_date_and_tick_are_named_in_words(rf):
    query = "since_day=3&since_month=3&since_year=2026&late=on"
    assert used(rf, query) == [
        ("Since", "3 March 2026", "/boats/?late=on"),
        ("Late", "Yes", "/boats/?since_day=3&since_month=3&since_year=2026"),
    ]


def test_choice_nobody_offered_is_passed_over(rf):
    assert [name for name, _, _ in used(rf, "size=enormous&words=narrow")] == ["Words"]


def test_address_keeps_the_filters_when_the_page_turns(rf):
    request = rf.get("/boats/?size=l&after=old")
    assert address_with(request, after="new") == "/boats/?size=l&after=new"
    assert address_with(request, after="") == "/boats/?size=l"


def test_panel_is_an_ordinary_form_and_marks_nothing_as_optional(rf):
    request = rf.get("/boats/?colour=r")
    source = '{% from "ui/macros/filter.html" import filter_panel %}{{ filter_panel(form, in_use, "/boats/") }}'
    form = Boats(request.GET)
    html = engines["pages"].from_string(source).render({"form": form, "in_use": in_use(form, request)})
    page = BeautifulSoup(html, "html.parser")
    assert (page.form["method"], page.form["action"]) == ("get", "/boats/")
    assert page.find("a", class_="moj-filter__tag").get_text(" ", strip=True) == "Remove this filter: Red"
    assert "optional" not in page.get_text()
