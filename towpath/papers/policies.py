"""Who may do what with papers. Each rule is a sentence a coordinator would agree with; who that is, each kind says."""

from typing import Any

from towpath.access.grants import holds, holds_somewhere
from towpath.access.verdicts import Verdict, allowed_if
from towpath.accounts.models import User
from towpath.papers.kinds import PaperKind
from towpath.papers.models import Paper
from towpath.papers.states import ApprovedState


def may_begin(user: User, kind: PaperKind, subject: Any) -> Verdict:
    """Only who writes papers of a kind begins one or has one built."""
    return _may_write(user, kind, subject.partnership_id)


def may_see_papers_of(user: User, kind: PaperKind, subject: Any) -> Verdict:
    """Who reads such papers in the partnership finds those of a subject."""
    partnership = subject.partnership_id
    is_reader = any(holds_somewhere(user, one, partnership_id=partnership) for one in kind.rights.reads)
    return allowed_if(is_reader, kind.rights.only_readers)


def may_read(user: User, paper: Paper) -> Verdict:
    """Whom the rule of its kind lets read a paper reads it and takes its files out."""
    is_found = Paper.objects.visible_to(user, paper.of_kind).filter(pk=paper.pk).exists()
    return allowed_if(is_found, paper.of_kind.rights.only_readers)


def may_write(user: User, paper: Paper) -> Verdict:
    """A draft is written in until it is approved; what was issued never changes."""
    if not paper.of_kind.is_written:
        return Verdict(False, "Nobody writes in this paper: it is built from what is recorded.")
    if paper.is_final:
        return Verdict(False, "This report was issued and never changes: restate it to correct it.")
    if paper.state == ApprovedState.APPROVED:
        return Verdict(False, "This report is approved: send it back before you change it.")
    return _may_write(user, paper.of_kind, paper.partnership_id)


def may_approve(user: User, paper: Paper) -> Verdict:
    """A draft in which every section is written is approved by whom its kind names."""
    if paper.state != ApprovedState.DRAFT:
        return Verdict(False, "Only a draft can be approved.")
    sections = paper.of_kind.sections
    if missing := [one.label.lower() for one in sections if not paper.prose.get(one.slug, "").strip()]:
        return Verdict(False, f"Before it can be approved, somebody has to write: {', '.join(missing)}.")
    return _may_approve(user, paper)


def may_send_back(user: User, paper: Paper) -> Verdict:
    """An approved paper goes back to its writer, as long as it is not issued."""
    if paper.state != ApprovedState.APPROVED:
        return Verdict(False, "Only an approved report can be sent back.")
    return _may_approve(user, paper)


def may_issue(user: User, paper: Paper) -> Verdict:
    """An approved paper is issued, and then its readers see it."""
    if paper.state != ApprovedState.APPROVED:
        return Verdict(False, "Only an approved report can be issued.")
    return _may_approve(user, paper)


def may_restate(user: User, paper: Paper) -> Verdict:
    """The newest issue of a paper is corrected by another beside it, and by one at a time."""
    if not paper.of_kind.is_written:
        return Verdict(False, "This paper is not corrected: build it again once the records are right.")
    if not paper.is_final:
        return Verdict(False, "Only an issued report is restated: a draft can simply be changed.")
    if hasattr(paper, "restated_by"):
        return Verdict(False, "This report has been restated: correct the newest issue.")
    return _may_write(user, paper.of_kind, paper.partnership_id)


def may_try_again(user: User, paper: Paper) -> Verdict:
    """Whoever has files made has them made again, whatever became of them: nothing is left hanging."""
    if paper.of_kind.is_written and not paper.is_final:
        return Verdict(False, "Only an issued report has files.")
    if not paper.job:
        return Verdict(False, "Its files were withdrawn when words were removed: take those of the newest issue.")
    return _may_approve(user, paper)


def may_cancel(user: User, paper: Paper) -> Verdict:
    """Files that are not made yet may be cancelled by whoever may have them made."""
    if not paper.is_under_way:
        return Verdict(False, "Only a paper that is asked for or being built can be cancelled.")
    return _may_approve(user, paper)


def _may_write(user: User, kind: PaperKind, partnership: int) -> Verdict:
    return allowed_if(holds(user, kind.rights.writes, partnership_id=partnership), kind.rights.only_writers)


def _may_approve(user: User, paper: Paper) -> Verdict:
    rights = paper.of_kind.rights
    return allowed_if(holds(user, rights.decides, partnership_id=paper.partnership_id), rights.only_deciders)
