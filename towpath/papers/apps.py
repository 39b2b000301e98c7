"""The room of papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "towpath.papers"

    def ready(self) -> None:
        from towpath.jobs.kinds import JobKind, register
        from towpath.papers.models import PaperStep
        from towpath.papers.services import building
        from towpath.papers.services.redacting import begin_again, issue_further
        from towpath.papers.services.steps import TASK
        from towpath.records.redacting import FOLLOWS, UNDER_WAY

        UNDER_WAY.add(begin_again)
        FOLLOWS.put(PaperStep, issue_further)
        told = (building.note_failure, building.reopen, building.has_failed, building.partnership_of)
        register(TASK, JobKind("Report", *told, building.called))
