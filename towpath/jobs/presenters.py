"""How far a job is, as its bar on a page shows it."""

from dataclasses import dataclass

from towpath.jobs.models import Job
from towpath.jobs.progress import as_sentence
from towpath.jobs.workers import NOBODY_WORKS, someone_works


@dataclass(frozen=True)
class JobProgress:
    """How far a job is, in numbers and in a sentence, and what somebody who waits should know."""

    done: int
    total: int
    sentence: str
    finished: bool
    notice: str = ""


def present_job(job: Job) -> JobProgress:
    waits = job.is_under_way
    sentence = as_sentence(job.done, job.total, job.step) if waits and job.step else f"{job.get_state_display()}."
    notice = NOBODY_WORKS if waits and not someone_works() else ""
    return JobProgress(job.done, job.total, sentence, finished=not waits, notice=notice)
