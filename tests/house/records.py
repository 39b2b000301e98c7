"""Which record of a partnership stands in the address of each page."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from towpath.accounts.models import FileReading, User
from towpath.jobs.models import Job
from towpath.papers.kinds import KINDS
from towpath.papers.models import Paper
from towpath.partners.models import Agency, Partnership, Post, Proposal
from towpath.plans.models import (
    Action,
    Evidence,
    OutsideStep,
    Plan,
    PlanDocument,
    ProgressUpdate,
    Recommendation,
    UpdateFigure,
)
from towpath.practices.models import Practice, RegisterLoad, SignUp
from towpath.programmes.models import (
    Contract,
    Milestone,
    Phase,
    Programme,
    RiskAssessment,
    Site,
    SitePartner,
    SitePeriod,
    SitePost,
    Terms,
)
from towpath.sources.models import Reading, SourceDocument
from towpath.training.models import Attendance, Session, Support

# What stands for `pk` in the addresses of each page, by the page's name.
PAGES_OF: dict[type[Model], str] = {
    Plan: "plan amend_plan export_plan export_file reports:papers_of",
    PlanDocument: "date_document",
    Recommendation: "recommendation",
    Action: "action report_progress record_outside_step amend_action",
    ProgressUpdate: "correct_update",
    OutsideStep: "correct_step",
    UpdateFigure: "decide_figure decide_again",
    Evidence: "evidence",
    SourceDocument: "original",
    Reading: "columns reading changes pair discard",
    User: "person give_post close_account reopen_account sign_out_person invite_again correct_person "
    "propose_removing_factor propose_address",
    Proposal: "proposal agree_to_proposal decline_proposal",
    Post: "end_post correct_post",
    Agency: "correct_agency",
    Partnership: "invite agencies open_programme",
    Paper: "paper progress try_again cancel paper_file write approve send_back issue restate",
    Programme: "progress_reports:papers_of programme amend_programme "
    "set_core_elements add_phase agree_contract add_site set_milestone "
    "training_rules set_rule questions",
    Contract: "vary_contract correct_contract",
    Terms: "correct_terms",
    Phase: "correct_phase",
    RiskAssessment: "correct_risk_assessment",
    Milestone: "amend_milestone meet_milestone take_back_met",
    Site: "site site_record site_csv amend_site add_partner record_period give_site_post set_targets assess_risk "
    "check_core_elements plan_session",
    SitePartner: "end_partner correct_partner",
    SitePeriod: "amend_period",
    SitePost: "end_site_post correct_site_post",
    SignUp: "amend_sign_up leave take_back_leaving counts record_headcount record_list_size name_manager "
    "record_support signed_up",
    Session: "session amend_session move_session record_attendance take_in_attendance feedback record_feedback "
    "take_in_feedback certificates certificates_file invitation",
    Attendance: "certificate_file",
    Support: "correct_support history take_back put_back",
    Practice: "practice merge practice_of_key",
    RegisterLoad: "register_load",
    Job: "try_job_again",
    FileReading: "file_reading file_reading_progress",
}
OF = {page: model for model, pages in PAGES_OF.items() for page in pages.split()}
# How a record belongs to a partnership; None for what is the same for everybody.
PATHS: dict[type[Model], str | None] = {
    Partnership: "pk",
    Plan: "partnership",
    PlanDocument: "plan__partnership",
    Recommendation: "plan__partnership",
    Action: "plan__partnership",
    ProgressUpdate: "action__plan__partnership",
    OutsideStep: "action__plan__partnership",
    UpdateFigure: "update__action__plan__partnership",
    Evidence: "update__action__plan__partnership",
    SourceDocument: "partnership",
    Reading: "document__partnership",
    User: "posts__partnership",
    Post: "partnership",
    Proposal: "partnership",
    Agency: "partnership",
    Paper: "partnership",
    Programme: "partnership",
    Contract: "programme__partnership",
    Milestone: "programme__partnership",
    Phase: "programme__partnership",
    Terms: "contract__programme__partnership",
    RiskAssessment: "site__programme__partnership",
    Site: "programme__partnership",
    SitePartner: "site__programme__partnership",
    SitePeriod: "site__programme__partnership",
    SitePost: "site__programme__partnership",
    SignUp: "site__programme__partnership",
    Session: "site__programme__partnership",
    Attendance: "session__site__programme__partnership",
    Support: "sign_up__site__programme__partnership",
    Practice: None,
    RegisterLoad: None,
    Job: None,
    FileReading: "user__posts__partnership",
}
# Words in addresses that are no key of a record.
WORDS = {"kind": "csv", "file": "pdf", "what": "practices_signed_up", "of": "training.support"}


def pages(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Our own pages with their full names; sign-in pages are borrowed and tested in accounts."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from pages(one, f"{one.namespace}:" if one.namespace else space)
        elif one.name and not one.callback.__module__.startswith(("allauth", "towpath.accounts")):
            yield f"{space}{one.name}", one


def model_of(pattern: URLPattern, page: str = "") -> type[Model] | None:
    return OF.get(page) or OF.get(pattern.name or "")


def address(page: str, pattern: URLPattern, of: Partnership) -> str | None:
    """A page's address for the newest record of that partnership; None where the partnership has no such record."""
    return next(addresses(page, pattern, of), None)


def addresses(page: str, pattern: URLPattern, of: Partnership) -> Iterator[str]:
    """A page's addresses for the records of that partnership, the newest first; the one of a page without a key."""
    wanted = pattern.pattern.converters
    model, space = model_of(pattern, page), page.split(":", maxsplit=1)[0]
    if set(wanted) & {"pk", "code"}:
        values = (_values(record, of) for record in (records_of(model, of, space) if model else ()))
    else:
        values = iter([_values(None, of)])
    return (reverse(page, kwargs={name: one[name] for name in wanted}) for one in values)


def _values(record: Model | None, of: Partnership) -> dict[str, Any]:
    keys = {"pk": getattr(record, "pk", None), "partnership_pk": of.pk, "code": getattr(record, "code", "")}
    if isinstance(record, Attendance):
        keys |= {"pk": record.session_id, "attendance_pk": record.pk}
    return WORDS | keys


def records_of(model: type[Model], partnership: Partnership, space: str = "") -> QuerySet[Model]:
    """The records of that kind of the partnership, or of everybody, the newest first; papers of that space's kind."""
    path = PATHS[model]
    found = model._default_manager.all()
    if model is Paper:
        found = found.filter(kind__in=[kind.name for kind in KINDS if kind.space == space])
    return (found.filter(**{path: partnership.pk}) if path else found).order_by("-pk")
