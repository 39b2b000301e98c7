"""The questions that corrections ask."""

from django import forms
from django.utils.html import strip_tags

from towpath.records.forms import ReasonField, ReasonIfNeededField


class Asked(forms.Form):
    reason = ReasonIfNeededField()
    other = ReasonField(label="Why else?", required=False)


def test_reason_that_may_be_needed_is_not_called_optional():
    form = Asked()
    asked = strip_tags(form["reason"].as_field_group())
    assert "Needed where something recorded before is changed" in asked
    assert "optional" not in asked
    assert "Why else? (optional)" in strip_tags(form["other"].as_field_group())
