"""What every service of papers needs: the paper locked, moved to its next state, its step kept, its job handed over."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from towpath.accounts.models import User
from towpath.documents.blocks import PaperContents, as_json
from towpath.foundation.clock import now
from towpath.jobs.services import ask
from towpath.papers.fingerprints import fingerprint
from towpath.papers.models import Paper, PaperStep, StepKind
from towpath.papers.states import BuiltState
from towpath.records.holding import ChangedMeanwhile, hold

FILES = "papers.files"  # the kind of job


def locked(paper: Paper) -> Paper:
    """The paper locked first and read after, with the issue it takes the place of."""
    return hold(Paper.objects.select_related("restates", "job"), paper.pk, version=None)


def held_or_done(paper: Paper, version: int, actor: User, state: str) -> Paper:
    """The paper held for this transaction, or as this person has just left it: the second of two clicks."""
    try:
        return hold(Paper.objects.select_related("restates"), paper.pk, version=version)
    except ChangedMeanwhile:
        current = Paper.objects.select_related("restates").get(pk=paper.pk)
        last = current.steps.order_by("-pk").first()
        if current.state == state and current.version == version + 1 and last and last.taken_by_id == actor.pk:
            return current
        raise


def move(paper: Paper, to: Any, **changes: Any) -> None:
    """Put a paper into its next state, with what changes beside it. Raises TransitionError."""
    paper.of_kind.states.require(type(to)(paper.state), to)
    _save(paper, state=to, version=paper.version + 1, **changes)


def ask_for_files(paper: Paper) -> Paper:
    """Have the files made by a worker, in this transaction; an attempt under way leaves them alone."""
    job = ask(FILES, paper.pk, partnership_key=paper.partnership_id, anew=True)
    return _save(paper, job=job, stopped_by="")


def keep_step(
    actor: User, paper: Paper, kind: StepKind, *, reason: str = "", prose: Mapping[str, str] | None = None
) -> PaperStep:
    return PaperStep.objects.create(
        paper=paper, kind=kind, taken_by=actor, taken_at=now(), reason=reason, prose=dict(prose or {})
    )


def newest_step(paper: Paper) -> models.QuerySet[PaperStep]:
    """The step just taken, for the record."""
    return paper.steps.order_by("-pk")[:1]


def keep_final(actor: User | None, paper: Paper, contents: dict[str, Any], *, reason: str = "") -> PaperStep:
    """Keep for good what a paper says."""
    kind = StepKind.ISSUED if paper.of_kind.is_written else StepKind.BUILT
    paper.__dict__.pop("last", None)
    return PaperStep.objects.create(
        paper=paper,
        kind=kind,
        taken_by=actor,
        taken_at=now(),
        reason=reason,
        contents=contents,
        sha256=fingerprint(contents),
    )


def finish_building(paper: Paper, contents: PaperContents) -> PaperStep:
    """A paper that is built from the records alone becomes final with what was gathered."""
    move(paper, BuiltState.BUILT)
    return keep_final(None, paper, as_json(contents))


def _save(paper: Paper, **changes: Any) -> Paper:
    for name, value in changes.items():
        setattr(paper, name, value)
    paper.save(update_fields=list(changes))
    return paper
