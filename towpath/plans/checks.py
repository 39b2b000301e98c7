"""What `towpath verify` proves of plans: that the files of evidence are as they were added."""

from towpath.audit.checks import Check, CheckResult
from towpath.plans.models import Evidence
from towpath.records.kept_files import faults_of_files


def _check_evidence() -> CheckResult:
    rows = Evidence.objects.exclude(file="").order_by("pk")
    faults = faults_of_files((one, one.file, one.sha256) for one in rows.iterator())
    return CheckResult(f"{rows.count():,} files are as they were added.", tuple(faults))


EVIDENCE = Check("Files of evidence", _check_evidence)
