"""What a test reads of a progress report and its pages."""

from typing import Any

from towpath.papers.models import Paper, PaperStep
from towpath.plans.tests.papers.reading import address_of


def page_of(report: Paper, name: str = "paper", **more: Any) -> str:
    """The address of one of its pages; its own where none is named."""
    return address_of(report, name, **more)


def steps_of(report: Paper) -> list[str]:
    """What was done with it, in order."""
    return [step.kind for step in report.steps.order_by("pk")]


def final_of(paper: Paper) -> PaperStep:
    """The step that made it final, with what it says for good."""
    return PaperStep.objects.exclude(sha256="").get(paper=paper)
