"""The room of papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "towpath.papers"

    def ready(self) -> None:
        from towpath.audit.checks import CHECKS
        from towpath.jobs.kinds import KINDS
        from towpath.papers.checks import FILES_OF_PAPERS
        from towpath.papers.models import PaperStep
        from towpath.papers.services.building import FILES_OF_A_PAPER
        from towpath.papers.services.redacting import begin_again, issue_further
        from towpath.records.redacting import FOLLOWS, UNDER_WAY

        CHECKS.add(FILES_OF_PAPERS)
        UNDER_WAY.add(begin_again)
        FOLLOWS.put(PaperStep, issue_further)
        KINDS.add(FILES_OF_A_PAPER)
