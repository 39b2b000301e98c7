"""How a service refuses: what a form shows beside its fields, and what a command prints."""

import pytest
from django import forms

from towpath.records.refusing import Refused, faults_by_field, refuse


class Named(forms.Form):
    title = forms.CharField()
    reason = forms.CharField()


def test_sentences_stand_beside_their_fields_in_a_form() -> None:
    form = Named({"title": "A", "reason": "B"})
    form.full_clean()
    form.add_error(None, Refused(title="Choose another.", reason="Say why."))
    assert form.errors == {"title": ["Choose another."], "reason": ["Say why."]}


def test_a_sentence_about_all_of_it_stands_above() -> None:
    form = Named({"title": "A", "reason": "B"})
    form.full_clean()
    form.add_error(None, Refused("Nothing was changed."))
    assert form.non_field_errors() == ["Nothing was changed."]


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [(Refused("It is there."), "It is there."), (Refused(one="First.", other="Second."), "First. Second.")],
)
def test_where_there_are_no_fields_it_is_one_sentence(refused: Refused, sentence: str) -> None:
    assert str(refused) == sentence


def test_only_faults_that_say_something_refuse() -> None:
    refuse(title="", reason="")
    assert faults_by_field(title="Choose another.", reason="") == {"title": "Choose another."}
    with pytest.raises(Refused) as caught:
        refuse(title="Choose another.", reason="")
    assert caught.value.message_dict == {"title": ["Choose another."]}
