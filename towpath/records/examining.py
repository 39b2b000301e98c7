"""Files that people attach: known to be what they say, and looked through for viruses, before anybody can open them."""

from django.core.files.base import ContentFile, File

from towpath.documents.evidence import check_evidence


class ExaminedFile(ContentFile[bytes]):
    """A file that was examined, and nothing else may be attached. Made by `examined` alone."""


def examined(uploaded: File[bytes]) -> ExaminedFile:
    """The file, whole in memory. Raises UnreadableFile with the sentence to show where it is not what its name says.

    It is read in a process of its own, so never while a transaction is open.
    """
    content, name = b"".join(uploaded.chunks()), uploaded.name or "file"
    check_evidence(content, name)
    return ExaminedFile(content, name=name)
