"""What `towpath verify` proves of papers: that the files of final ones are as they were made."""

from collections.abc import Iterator

from towpath.audit.checks import Check, CheckResult
from towpath.papers.fingerprints import fingerprint
from towpath.papers.models import Paper, PaperFile
from towpath.records.kept_files import faults_of_files


def _check_files() -> CheckResult:
    files = list(files_handed_out())
    faults = faults_of_files((one, one.file, one.sha256) for one in files)
    return CheckResult(f"{len(files):,} files are as they were made.", tuple(faults))


def files_handed_out() -> Iterator[PaperFile]:
    """The newest file of each kind of every final paper; where words were removed since, its files were withdrawn."""
    for paper in Paper.objects.final().prefetch_related("files").order_by("pk").iterator(chunk_size=100):
        if paper.last and fingerprint(paper.last.contents) == paper.last.sha256:
            yield from {one.kind: one for one in paper.files.all()}.values()


FILES_OF_PAPERS = Check("Files of papers", _check_files)
