"""Files: too large, empty or of the wrong kind are refused in a sentence; a huge request before it is stored."""

import pytest
from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile

from towpath.ui.fields import UploadField, errors_of
from towpath.ui.fields.uploads import LARGEST_REQUEST, RefuseTooLarge


class Evidence(forms.Form):
    file = UploadField(label="Evidence", megabytes=1, suffixes=(".docx", ".pdf"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pdf", b"x" * (1024 * 1024 + 1), "The file must be 1 MB or smaller."),
        ("plan.exe", b"x", "The file must be one of these: .docx, .pdf."),
        ("plan", b"x", "The file must be one of these: .docx, .pdf."),
        ("plan.pdf", b"", "The file is empty: choose another."),
    ],
)
def test_unfit_file_is_refused_in_a_sentence(name, content, sentence):
    form = Evidence({}, {"file": SimpleUploadedFile(name, content)})
    assert [error["text"] for error in errors_of(form)] == [sentence]


@pytest.mark.parametrize("name", ["plan.pdf", "PLAN.PDF", "plan.v2.docx"])
def test_fit_file_is_taken(name):
    assert Evidence({}, {"file": SimpleUploadedFile(name, b"x" * 1024 * 1024)}).is_valid()


def test_huge_request_is_refused_from_its_announced_length():
    with pytest.raises(RequestDataTooBig):
        RefuseTooLarge().handle_raw_input(None, {}, LARGEST_REQUEST + 1, b"", None)
    assert RefuseTooLarge().handle_raw_input(None, {}, LARGEST_REQUEST, b"", None) is None
