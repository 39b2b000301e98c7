"""Files people send: how large they may be, said before they are read."""

from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 30 * MEGABYTE  # above any field's own limit, so that the field's sentence is the one people see


class UploadField(forms.FileField):
    """A file of at most `megabytes`, with one of the `suffixes` where any are named (".docx", ".pdf")."""

    def __init__(self, *, megabytes: int = 20, suffixes: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.megabytes, self.suffixes = megabytes, suffixes
        self.error_messages["required"] = "Choose a file."
        self.error_messages["empty"] = "The file is empty: choose another."
        if suffixes:
            self.widget.attrs["accept"] = ",".join(suffixes)

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploaded = super().clean(data, initial)
        if isinstance(uploaded, UploadedFile):
            self._require_fit(uploaded)
        return uploaded

    def _require_fit(self, uploaded: UploadedFile) -> None:
        if (uploaded.size or 0) > self.megabytes * MEGABYTE:
            raise ValidationError(f"The file must be {self.megabytes} MB or smaller.", code="too_large")
        if self.suffixes and not (uploaded.name or "").lower().endswith(self.suffixes):
            raise ValidationError(f"The file must be one of these: {', '.join(self.suffixes)}.", code="suffix")


class RefuseTooLarge(FileUploadHandler):
    """Refuse a request above the limit from its announced length, before any of it is stored."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 -- its name in Django
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig(f"The request is larger than {LARGEST_REQUEST // MEGABYTE} MB.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
