"""What `towpath verify` proves of documents: that each is as it arrived."""

import hashlib
from collections.abc import Iterator

from towpath.audit.checks import Check, CheckResult
from towpath.sources.models import SourceDocument


def _check_documents() -> CheckResult:
    return CheckResult(f"{SourceDocument.objects.count():,} documents are as they arrived.", tuple(_altered()))


def _altered() -> Iterator[str]:
    """One document at a time, as each may be large."""
    for key, content, sha256 in SourceDocument.objects.values_list("pk", "content", "sha256").iterator(chunk_size=1):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield f"Source document {key} was altered since it arrived."


DOCUMENTS = Check("Documents", _check_documents)
