"""How any form's fields are shown: named, hinted, their errors tied to the box and said in plain words."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from towpath.ui.fields import Checkboxes, DateField, LongTextField, Radios, UploadField, errors_of, initial_from

COLOURS = [("red", "Red"), ("green", "Green")]


class Everything(forms.Form):
    text = forms.CharField(label="Name of the lock", max_length=10, help_text="As on its sign.")
    email = forms.EmailField(label="E-mail address")
    number = forms.IntegerField(label="Boats", min_value=0)
    depth = forms.DecimalField(label="Depth", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    account = LongTextField(label="Account", max_length=12)
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(label="Place", choices=[("", "---------"), ("n", "North")])
    rating = forms.ChoiceField(label="Rating", choices=COLOURS, widget=Radios(hints={"red": "At risk."}))
    colours = forms.MultipleChoiceField(label="Colours", choices=COLOURS, widget=Checkboxes)
    agreed = forms.BooleanField(label="Agreed")
    day = DateField(label="Day", called="day of the meeting")
    evidence = UploadField(label="Evidence")
    unforeseen = forms.SplitDateTimeField(label="Moment")


NAMES = list(Everything.base_fields)


def shown(form: forms.Form, name: str) -> BeautifulSoup:
    return BeautifulSoup(form[name].as_field_group(), "html.parser")


def boxes(page: BeautifulSoup) -> list:
    return page.find_all(["input", "select", "textarea"])


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_field_says_what_it_asks(name):
    page = shown(Everything(), name)
    assert str(Everything()[name].label) in page.get_text()
    named = {label.get("for") for label in page.find_all("label")}
    for box in boxes(page):
        group = box.find_parent(["fieldset", "div"], attrs={"aria-labelledby": True})
        assert box["id"] in named or group, f"no label for {box}"


@pytest.mark.parametrize("name", [name for name in NAMES if Everything.base_fields[name].required])
def test_every_kind_of_field_says_what_is_wrong_beside_the_box(name):
    page = shown(Everything({}), name)
    message = page.find(class_="govuk-error-message")
    assert message, "no message"
    described = " ".join(tag.get("aria-describedby", "") for tag in page.find_all(True))
    assert message["id"] in described


def test_hint_is_read_out_with_the_box():
    page = shown(Everything(), "text")
    assert page.find("input")["aria-describedby"] == page.find(class_="govuk-hint")["id"]


def test_number_is_typed_and_not_turned_by_a_wheel():
    box = shown(Everything(), "number").find("input")
    assert (box["type"], box["inputmode"]) == ("text", "numeric")
    assert shown(Everything(), "depth").find("input")["inputmode"] == "decimal"


def test_text_too_long_is_never_cut_short_by_the_browser():
    typed = "A very long name"
    box = shown(Everything({"text": typed}), "text").find("input")
    assert not box.has_attr("maxlength")
    assert box["value"] == typed


def test_limited_text_counts_its_characters_and_unlimited_text_does_not():
    assert shown(Everything(), "account").find(attrs={"data-maxlength": "12"})
    assert not shown(Everything(), "notes").find(attrs={"data-maxlength": True})


def test_line_ends_count_once_as_the_page_counts_them():
    form = Everything({"account": "five5\r\nsix66\r\n"})
    assert "account" not in form.errors
    assert form.cleaned_data["account"] == "five5\nsix66"


def test_choice_left_open_offers_itself_in_words():
    assert shown(Everything(), "place").find("option").get_text() == "Choose one"


def test_what_was_chosen_stays_chosen():
    form = Everything({"place": "n", "rating": "green", "colours": ["red", "green"], "agreed": "on"})
    assert shown(form, "place").find("option", selected=True)["value"] == "n"
    assert shown(form, "rating").find("input", checked=True)["value"] == "green"
    assert len(shown(form, "colours").find_all("input", checked=True)) == 2
    assert shown(form, "agreed").find("input", checked=True)


def test_password_never_comes_back():
    assert "secret-thing" not in str(shown(Everything({"password": "secret-thing"}), "password"))


def test_choice_carries_its_hint():
    page = shown(Everything(), "rating")
    box = page.find("input", value="red")
    assert page.find(id=box["aria-describedby"]).get_text(strip=True) == "At risk."
    assert not page.find("input", value="green").has_attr("aria-describedby")


def test_typing_with_markup_is_shown_as_text():
    page = shown(Everything({"text": "<script>alert(1)</script>"}), "text")
    assert not page.find("script")


@pytest.mark.parametrize("name", NAMES)
def test_error_summary_leads_to_a_box_that_exists(name):
    form = Everything({})
    page = shown(form, name)
    for error in errors_of(form):
        if error["text"] in page.get_text() and error.get("href", "").startswith(f"#id_{name}"):
            assert page.find(id=error["href"][1:]), error


def test_optional_field_says_so():
    assert "Depth (optional)" in shown(Everything(), "depth").get_text()
    assert "optional" not in shown(Everything(), "text").get_text()


def test_error_about_the_whole_form_stands_first_and_leads_nowhere():
    form = Everything({})
    form.add_error(None, "These two do not go together.")
    assert errors_of(form)[0] == {"text": "These two do not go together."}


def test_form_nobody_sent_has_no_errors():
    assert errors_of(Everything()) == []


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({}, "text", "Fill in “Name of the lock”."),
        ({}, "place", "Choose an answer to “Place”."),
        ({}, "agreed", "Tick “Agreed” to go on."),
        ({}, "evidence", "Choose a file."),
        ({}, "day", "Enter the day of the meeting."),
        ({"text": "Eleven char"}, "text", "Shorten “Name of the lock” to 10 characters: it has 11."),
        ({"number": "-1"}, "number", "“Boats” must be 0 or more."),
        ({"number": "two"}, "number", "Enter a whole number."),
        ({"place": "s"}, "place", "Choose one of the answers offered under “Place”."),
    ],
)
def test_error_says_in_a_sentence_what_to_do(typed, name, sentence):
    form = Everything(typed)
    assert sentence in [error["text"] for error in errors_of(form)]
    assert sentence in shown(form, name).get_text()


def test_sentence_written_for_a_field_is_left_as_it_is():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Say who called."})

    assert errors_of(Own({})) == [{"text": "Say who called.", "href": "#id_name"}]


def test_form_of_a_dependency_is_shown_by_the_same_rules(rf):
    from allauth.account.forms import LoginForm

    form = LoginForm({}, request=rf.get("/"))
    page = BeautifulSoup(str(form), "html.parser")
    assert page.find("input", type="email")["class"] == ["govuk-input", "govuk-input--error"]
    assert page.find(class_="govuk-password-input")
    assert not page.find(attrs={"placeholder": True})


def test_what_was_typed_earlier_comes_back_into_a_new_form():
    typed = {"text": "Abbey", "day_day": "3", "day_month": "13", "day_year": "", "colours": ["red"]}
    form = Everything(initial=initial_from(typed, Everything.base_fields))
    assert shown(form, "text").find("input")["value"] == "Abbey"
    assert [box.get("value", "") for box in boxes(shown(form, "day"))] == ["3", "13", ""]
    assert shown(form, "colours").find("input", checked=True)["value"] == "red"
    assert errors_of(form) == []
