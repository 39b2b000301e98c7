"""For every form, who fills it in, what they type, and what a second person types instead.

A page that accepts a form and is not named here fails a test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from towpath.documents.attendance.tests.making import exported, sections
from towpath.documents.practices.tests.making import practice, written
from towpath.foundation.clock import today
from towpath.sources.tests.trackers import ROWS, tracker

World = Any
Typed = dict[str, Any]


class What(Enum):
    """What a second person finds who saves another thing with the same form."""

    AMENDS = "is shown what the first saved beside what they typed"
    ADDS = "adds theirs beside the first's"
    ENDS = "finds that it is done, and changes nothing"


@dataclass(frozen=True)
class Form:
    """One form. `typed` and `other` are laid over what the page shows; `on` is the page a button stands on."""

    who: str
    what: What
    address: Callable[[World], str]
    typed: Callable[[World], Typed] = lambda world: {}
    other: Callable[[World], Typed] = lambda world: {}
    on: Callable[[World], str] | None = None
    is_looked_at: bool = False  # a file that is looked at before it is saved: the look is what is sent
    keeps: bool = True  # whether what is typed can be given back: nothing is typed in a button, and no file is kept
    has_file: bool = False  # a file is chosen anew each time the form is sent
    press: Mapping[str, str] = field(default_factory=dict)  # the button that is pressed, where there are several


def day(name: str, value: date) -> Typed:
    """A date as it is typed into its three boxes."""
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


def of(name: str, record: str, *more: str) -> Callable[[World], str]:
    """The address of a page about records of the world."""
    return lambda world: reverse(name, args=[getattr(world, one).pk for one in (record, *more)])


def says(**typed: Any) -> Callable[[World], Typed]:
    return lambda world: dict(typed)


def on_day(date_of: str, value: date, **typed: Any) -> Callable[[World], Typed]:
    return lambda world: day(date_of, value) | typed


def file(name: str, content: Callable[[], bytes], field: str = "file") -> Callable[[World], Typed]:
    """A file chosen anew each time it is sent."""
    return lambda world: {field: SimpleUploadedFile(name, content())}


def button(who: str, name: str, record: str, on: str, on_record: str = "", **press: str) -> Form:
    """A form in which nothing is typed, and the page it stands on."""
    stands_on = of(on, on_record or record)
    return Form(who, What.ENDS, of(name, record), on=stands_on, keeps=False, press=press)


A, B, LAST, LATER = date(2021, 3, 1), date(2021, 3, 2), date(2025, 3, 31), date(2025, 6, 30)
AMENDS, ADDS, ENDS = What.AMENDS, What.ADDS, What.ENDS


def _all_elements(world: World, finding: str, reason: str) -> Typed:
    keys = world.programme.core_elements.values_list("pk", flat=True)
    return {f"finding_{key}": finding for key in keys} | {f"reason_{key}": reason for key in keys}


def _answers(world: World, value: str) -> Typed:
    question = world.programme.feedback_questions.order_by("position")[0]
    return {"1-who": "7", f"1-{question.pk}-before": "1", f"1-{question.pk}-after": value}


def _came(world: World, name: str) -> Typed:
    row = f"person-{world.sign_up.pk}-1"
    return {f"{row}-name": name, f"{row}-staff_group": "gp"}


PARTNERS = {
    "invite": Form(
        "administrators", ADDS, of("invite", "partnership"),
        lambda world: {"name": "Di Drum", "email": "di@example.org", "role": "auditor"},
        lambda world: {"name": "Eve Eddy", "email": "eve@example.org", "role": "auditor"},
    ),
    "agencies": Form(
        "administrators", ADDS, of("agencies", "partnership"),
        says(name="Lockwater Housing", duty="neither"), says(name="Lockwater Probation", duty="specified"),
    ),
    "give_post": Form(
        "administrators", ADDS, of("give_post", "somebody", "partnership"),
        says(role="auditor"), says(role="coordinator"),
    ),
    "end_post": Form(
        "administrators", AMENDS, of("end_post", "post"),
        lambda world: day("ended_on", today() + timedelta(30)), lambda world: day("ended_on", today() + timedelta(60)),
    ),
    "correct_person": Form(
        "administrators", AMENDS, of("correct_person", "invited"),
        says(name="Nia Newcombe", email="nia@example.org"), says(name="Nina Newcomer", email="nina@example.org"),
    ),
    "sign_in_rules": Form(
        "administrators", AMENDS, of("sign_in_rules", "partnership"),
        says(roles=["administrator", "auditor"], why="We agreed so."),
        says(roles=["administrator", "commissioner"], why="They asked."),
    ),
    "propose_removing_factor": Form(
        "administrators", ENDS, of("propose_removing_factor", "somebody"), says(reason="Lost."), says(reason="Stolen."),
    ),
    "propose_address": Form(
        "administrators", ENDS, of("propose_address", "somebody"),
        says(email="bea.b@example.org", reason="Moved."), says(email="b.board@example.org", reason="Left."),
    ),
    "agree_to_proposal": button("administrators", "agree_to_proposal", "proposal", "proposal"),
    "decline_proposal": button("administrators", "decline_proposal", "proposal", "proposal"),
    "close_account": Form("administrators", ENDS, of("close_account", "somebody"), keeps=False),
    "reopen_account": button("administrators", "reopen_account", "closed", "person"),
    "sign_out_person": Form(
        "administrators", ADDS, of("sign_out_person", "somebody"), on=of("person", "somebody"), keeps=False
    ),
    "invite_again": Form(
        "administrators", ADDS, of("invite_again", "invited"), on=of("person", "invited"), keeps=False
    ),
}  # fmt: skip

PLANS = {
    "plans:amend_plan": Form(
        "coordinators", AMENDS, of("plans:amend_plan", "plan"), says(title="Safer schools"), says(title="Safer streets")
    ),
    "plans:amend_action": Form(
        "coordinators", AMENDS, of("plans:amend_action", "action"),
        says(text="Train every front desk"), says(text="Train every nurse"),
    ),
    "plans:report_progress": Form(
        "coordinators", AMENDS, of("plans:report_progress", "action"),
        says(rating="amber", account="Half of them came."), says(rating="red", account="Nobody came."),
    ),
    "plans:record_outside_step": Form(
        "coordinators", AMENDS, of("plans:record_outside_step", "outside"),
        says(kind="sent", body="The department"), says(kind="sent", body="The ministry"),
    ),
    "plans:date_document": Form(
        "coordinators", AMENDS, of("plans:date_document", "document"), on_day("as_at", A), on_day("as_at", B),
    ),
    "plans:correct_update": Form(
        "coordinators", AMENDS, of("plans:correct_update", "update"),
        says(account="Half of them came.", reason="A slip."), says(account="Nobody came.", reason="A slip."),
    ),
    "plans:correct_step": Form(
        "coordinators", AMENDS, of("plans:correct_step", "step"),
        says(body="The department", reason="A slip."), says(body="The ministry", reason="A slip."),
    ),
    "plans:decide_again": Form(
        "coordinators", AMENDS, of("plans:decide_again", "decided"),
        says(state="declined", reason="Counted twice."), says(state="offered", reason="Not sure."),
    ),
    "plans:decide_figure": Form(
        "coordinators", ENDS, of("plans:decide_figure", "figure"), on=of("plans:action", "action"),
        typed=says(decision="accept"), other=says(decision="decline"), keeps=False,
    ),
}  # fmt: skip

PROGRAMMES = {
    "programmes:open_programme": Form(
        "managers", ADDS, of("programmes:open_programme", "partnership"),
        on_day("starts_on", A, name="IRIS in Weir", model="IRIS"),
        on_day("starts_on", A, name="IRIS in Basin", model="IRIS"),
    ),
    "programmes:amend_programme": Form(
        "managers", AMENDS, of("programmes:amend_programme", "programme"),
        says(summary="Trains surgeries."), says(summary="Takes referrals."),
    ),
    "programmes:add_phase": Form(
        "managers", ADDS, of("programmes:add_phase", "programme"),
        on_day("starts_on", A, name="Phase 2"), on_day("starts_on", A, name="Phase 3"),
    ),
    "programmes:set_core_elements": Form(
        "managers", AMENDS, of("programmes:set_core_elements", "programme"),
        says(elements="Clinical lead\nNumber of sessions\nCatch-ups"),
        says(elements="Clinical lead\nDirect referral route"),
    ),
    "programmes:agree_contract": Form(
        "managers", ADDS, of("programmes:agree_contract", "programme"),
        *(
            lambda world, title=title: {"title": title} | day("agreed_on", A) | day("delivery_ends_on", LAST)
            | day("work_ends_on", LAST)
            for title in ("Grant agreement", "Second agreement")
        ),
    ),
    "programmes:vary_contract": Form(
        "managers", AMENDS, of("programmes:vary_contract", "contract"),
        on_day("agreed_on", A, reason="More surgeries"), on_day("agreed_on", B, reason="Fewer sites"),
    ),
    "programmes:add_site": Form(
        "managers", ADDS, of("programmes:add_site", "programme"), says(area="Hackney"), says(area="Newham")
    ),
    "programmes:amend_site": Form(
        "managers", AMENDS, of("programmes:amend_site", "site"), says(area="Bow"), says(area="Poplar")
    ),
    "programmes:add_partner": Form(
        "managers", ADDS, of("programmes:add_partner", "site"),
        lambda world: {"agency": str(world.other_agency.pk)} | day("started_on", A) | day("ended_on", A),
        lambda world: {"agency": str(world.other_agency.pk)} | day("started_on", B),
    ),
    "programmes:end_partner": Form(
        "managers", AMENDS, of("programmes:end_partner", "partner"), on_day("ended_on", A), on_day("ended_on", B)
    ),
    "programmes:record_period": Form(
        "managers", ADDS, of("programmes:record_period", "site"),
        on_day("started_on", date(2023, 1, 1), mode="adapted", ends_current="on"),
        on_day("started_on", date(2024, 1, 1), mode="face_to_face", ends_current="on"),
    ),
    "programmes:amend_period": Form(
        "managers", AMENDS, of("programmes:amend_period", "period"),
        says(reason="Surgeries were closed."), says(reason="Nobody could travel."),
    ),
    "programmes:give_site_post": Form(
        "managers", ADDS, of("programmes:give_site_post", "site"),
        on_day("started_on", A, kind="clinical_lead", name="Dr Ada Lock", working_time="0.2"),
        on_day("started_on", A, kind="clinical_lead", name="Dr Ben Quay", working_time="0.4"),
    ),
    "programmes:end_site_post": Form(
        "managers", AMENDS, of("programmes:end_site_post", "post_at_site"), on_day("ended_on", A), on_day("ended_on", B)
    ),
    "programmes:set_milestone": Form(
        "managers", ADDS, of("programmes:set_milestone", "programme"),
        says(name="Every surgery asked", deadline_words="by March 2027"),
        says(name="Every nurse trained", deadline_words="by June 2027"),
    ),
    "programmes:amend_milestone": Form(
        "managers", AMENDS, of("programmes:amend_milestone", "milestone"),
        says(deadline_words="by May 2027", why="A slip."), says(deadline_words="by July 2027", why="Another slip."),
    ),
    "programmes:meet_milestone": Form(
        "managers", AMENDS, of("programmes:meet_milestone", "milestone"), on_day("met_on", A), on_day("met_on", B)
    ),
    "programmes:set_targets": Form(
        "managers", AMENDS,
        lambda world: reverse("programmes:set_targets", args=[world.site.pk]) + "?quarter=2025-26-q1",
        says(sessions="31"), says(sessions="47"),
    ),
    "programmes:assess_risk": Form(
        "managers", ADDS, of("programmes:assess_risk", "site"),
        on_day("made_on", A, made_by="Service manager", outcome="may_go_ahead"),
        on_day("made_on", B, made_by="Clinical lead", outcome="may_not"),
    ),
    "programmes:check_core_elements": Form(
        "managers", AMENDS,
        lambda world: reverse("programmes:check_core_elements", args=[world.site.pk]) + "?quarter=2025-26-q1",
        lambda world: _all_elements(world, "kept", ""),
        lambda world: _all_elements(world, "varied", "Nobody was in post."),
    ),
}  # fmt: skip

SOURCES = {
    "sources:read": Form(
        "coordinators", ADDS, lambda world: reverse("sources:read"),
        file("first.csv", lambda: tracker([*ROWS, ("3", "Add", "Open a drop-in", "Health", "", "", "", "")])),
        file("second.csv", lambda: tracker([*ROWS, ("3", "Add", "Close a drop-in", "Health", "", "", "", "")])),
        keeps=False, has_file=True,
    ),
    "sources:columns": Form(
        "coordinators", AMENDS, of("sources:columns", "reading"), says(column_6="output"), says(column_6="indicators")
    ),
    "sources:reading": Form(
        "coordinators", ENDS, of("sources:reading", "reading"),
        says(title="Plan as read", source="strategy"), says(title="Another title", source="strategy"),
    ),
    "sources:changes": Form("coordinators", ENDS, of("sources:changes", "newer")),
    "sources:pair": Form(
        "coordinators", AMENDS, of("sources:pair", "reading"),
        lambda world: {"plan": str(world.plan.pk)}, lambda world: {"plan": str(world.newer.compares_with_id)},
    ),
    "sources:discard": button("coordinators", "sources:discard", "reading", "sources:reading"),
    "sources:own_agency": Form(
        "coordinators", ENDS, of("sources:own_agency", "other_agency"), says(name="Lockwater Pol."),
        on=lambda world: reverse("sources:names"), keeps=False,
    ),
}  # fmt: skip

TRAINING = {
    "practices:sign_up": Form(
        "managers", ADDS, lambda world: reverse("practices:sign_up"),
        on_day("signed_up_on", A, practice="Y90002"), on_day("signed_up_on", A, practice="Y90003"),
    ),
    "practices:amend_sign_up": Form(
        "managers", AMENDS, of("practices:amend_sign_up", "sign_up"),
        says(champion="Ada Lock"), says(champion="Ben Quay"),
    ),
    "practices:leave": Form(
        "managers", AMENDS, of("practices:leave", "sign_up"),
        on_day("left_on", date(2025, 3, 1), why_left="It closed."),
        on_day("left_on", date(2025, 3, 2), why_left="It merged."),
    ),
    "practices:record_headcount": Form(
        "managers", AMENDS, of("practices:record_headcount", "sign_up"),
        on_day("as_of", A, gp="31"), on_day("as_of", A, gp="47"),
    ),
    "practices:record_list_size": Form(
        "managers", AMENDS, of("practices:record_list_size", "sign_up"),
        on_day("as_of", A, patients="3100"), on_day("as_of", A, patients="4700"),
    ),
    "practices:name_manager": Form(
        "managers", AMENDS, of("practices:name_manager", "sign_up"),
        lambda world: {"manager": str(world.practice_managers[0].pk)},
        lambda world: {"manager": str(world.practice_managers[1].pk)},
    ),
    "training:record_support": Form(
        "managers", ADDS, of("training:record_support", "sign_up"),
        on_day("given_on", A, kind="visit", hours="1.5", note="Talked to the nurses."),
        on_day("given_on", A, kind="advice", hours="0.5", note="Rang the surgery."),
    ),
    "training:plan_session": Form(
        "managers", ADDS, of("training:plan_session", "site"),
        *(
            lambda world, kind=kind: {
                "kind": kind, "mode": "virtual", "practices": str(world.sign_up.pk), "place": "By video"
            } | day("held_on", today() + timedelta(14))
            for kind in ("clinical_1", "clinical_2")
        ),
    ),
    "training:amend_session": Form(
        "managers", AMENDS, of("training:amend_session", "coming"),
        says(place="Lock Cottage"), says(place="Weir House"),
    ),
    "training:move_session": Form(
        "managers", ENDS, of("training:move_session", "coming"), on=of("training:session", "coming"),
        typed=says(state="cancelled"), other=says(state="cancelled"), keeps=False,
    ),
    "training:record_attendance": Form(
        "managers", AMENDS, of("training:record_attendance", "held"),
        lambda world: _came(world, "Ada Lock"),
        lambda world: _came(world, "Ben Quay") | {"reason": "He came, and she did not."},
    ),
    "training:take_in_attendance": Form(
        "managers", AMENDS, of("training:take_in_attendance", "planned"),
        file("meeting.csv", lambda: exported(sections())),
        file("another.csv", lambda: exported(sections(title="Clinical session 2"))), is_looked_at=True,
    ),
    "training:record_feedback": Form(
        "managers", AMENDS, of("training:record_feedback", "held"),
        lambda world: _answers(world, "4"), lambda world: _answers(world, "5"),
    ),
    "training:take_in_feedback": Form(
        "managers", AMENDS, of("training:take_in_feedback", "held"),
        file("answers.csv", lambda: b"Person,Confidence before,Confidence after\n7,1,4\n"),
        file("another.csv", lambda: b"Person,Confidence before,Confidence after\n7,1,5\n"),
        keeps=False, is_looked_at=True,
    ),
    "training:questions": Form(
        "managers", AMENDS, of("training:questions", "programme"),
        says(**{"form-0-wording": "How sure are you?"}), says(**{"form-0-wording": "How ready are you?"}),
    ),
    "training:set_rule": Form(
        "managers", AMENDS, of("training:set_rule", "programme"),
        on_day("in_force_from", A, share_clinical_1="31", reason="Too few came."),
        on_day("in_force_from", B, share_clinical_1="47", reason="Too many came."),
    ),
    "practices:register": Form(
        "managers", ADDS, lambda world: reverse("practices:register"),
        file("register.csv", lambda: written([practice(1), practice(2)])),
        file("newer.csv", lambda: written([practice(1), practice(2), practice(3)])),
        keeps=False, is_looked_at=True,
    ),
    "practices:merge": Form(
        "managers", ENDS, lambda world: reverse("practices:merge", args=[world.free_practice.code]),
        on_day("happened_on", A, into="Y90003"), on_day("happened_on", B, into="Y90001"),
    ),
}  # fmt: skip

REPORTS = {
    "reports:begin": Form(
        "coordinators", ADDS, lambda world: reverse("reports:begin"),
        *(
            lambda world, at=at: {"plan": str(world.plan.pk), "quarter": getattr(world, at).slug}
            for at in ("quarter", "quarter")
        ),
    ),
    "reports:try_again": Form(
        "coordinators", ADDS, of("reports:try_again", "report"), on=of("reports:paper", "report"), keeps=False
    ),
    "progress_reports:begin": Form(
        "managers", ADDS, lambda world: reverse("progress_reports:begin"),
        lambda world: {"programme": str(world.programme.pk), "quarter": world.quarter.slug},
        lambda world: {"programme": str(world.programme.pk), "quarter": world.quarter.slug},
    ),
    "progress_reports:write": Form(
        "managers", AMENDS, of("progress_reports:write", "draft"),
        says(summary="Three sites train online."), says(summary="Four sites train in person."),
    ),
    "progress_reports:approve": button(
        "managers", "progress_reports:approve", "draft", "progress_reports:paper"
    ),
    "progress_reports:send_back": Form(
        "managers", ENDS, of("progress_reports:send_back", "approved"),
        says(reason="A number is missing."), says(reason="A name is missing."),
    ),
    "progress_reports:issue": button(
        "managers", "progress_reports:issue", "approved", "progress_reports:paper"
    ),
    "progress_reports:restate": Form(
        "managers", ENDS, of("progress_reports:restate", "issued"),
        says(reason="A number was wrong."), says(reason="A name was wrong."),
    ),
    "progress_reports:try_again": Form(
        "managers", ADDS, of("progress_reports:try_again", "issued"), on=of("progress_reports:paper", "issued"),
        keeps=False,
    ),
    "progress_reports:cancel": button(
        "managers", "progress_reports:cancel", "in_the_making", "progress_reports:paper"
    ),
}  # fmt: skip

CORRECTING = {
    "correct_post": Form(
        "administrators", AMENDS, of("correct_post", "post"),
        on_day("started_on", A, why="Typed a year early."), on_day("started_on", B, why="Typed a year late."),
    ),
    "correct_agency": Form(
        "administrators", AMENDS, of("correct_agency", "agency"),
        says(name="Haven of Lockwater", why="Its own name."), says(name="Lockwater Haven", why="As it signs."),
    ),
    "programmes:correct_contract": Form(
        "managers", AMENDS, of("programmes:correct_contract", "contract"),
        says(title="Grant", why="Its own name."), says(title="Agreement", why="As it is signed."),
    ),
    "programmes:correct_partner": Form(
        "managers", AMENDS, of("programmes:correct_partner", "partner"),
        on_day("ended_on", A, why="It stopped then."), on_day("ended_on", B, why="It stopped later."),
    ),
    "programmes:correct_phase": Form(
        "managers", AMENDS, of("programmes:correct_phase", "phase"),
        says(name="First wave", why="Its own name."), says(name="Wave one", why="As it is called."),
    ),
    "programmes:correct_risk_assessment": Form(
        "managers", AMENDS, of("programmes:correct_risk_assessment", "assessment"),
        says(made_by="Service manager", why="A slip."), says(made_by="Clinical lead", why="Another slip."),
    ),
    "programmes:correct_site_post": Form(
        "managers", AMENDS, of("programmes:correct_site_post", "post_at_site"),
        says(name="Dr Ada Lock", why="A slip."), says(name="Dr Ben Quay", why="Another slip."),
    ),
    "programmes:correct_terms": Form(
        "managers", AMENDS, of("programmes:correct_terms", "terms"),
        on_day("work_ends_on", LAST, why="A slip."), on_day("work_ends_on", LATER, why="Another slip."),
    ),
    "programmes:take_back_met": Form(
        "managers", ENDS, of("programmes:take_back_met", "met"),
        says(reason="It was another."), says(reason="It was never met."),
    ),
    "training:correct_support": Form(
        "managers", AMENDS, of("training:correct_support", "support"),
        says(note="Talked to the nurses.", reason="A slip."), says(note="Rang the surgery.", reason="Another slip."),
    ),
    "practices:take_back_leaving": Form(
        "managers", ENDS, of("practices:take_back_leaving", "left"),
        says(reason="It stays."), says(reason="It never left."),
    ),
    "take_back": Form(
        "managers", ENDS, lambda world: reverse("take_back", args=["training.support", world.support.pk]),
        says(reason="It was another practice."), says(reason="It never happened."),
    ),
    "put_back": Form(
        "managers", ENDS, lambda world: reverse("put_back", args=["training.support", world.taken_back]),
        says(reason="It did happen."), says(reason="It was right."),
    ),
    "remove_words": Form(
        "administrators", ENDS, of("remove_words", "partnership"),
        says(words="217 people came", reason="It is wrong."), says(words="217 people came", reason="It harms."),
        keeps=False, press={"remove": "217 people came"},  # words that must go are not kept while they are typed
    ),
    "reports:cancel": button("coordinators", "reports:cancel", "building", "reports:paper"),
    "try_job_again": Form(
        "administrators", ENDS, of("try_job_again", "job"), on=lambda world: reverse("failed_jobs"), keeps=False
    ),
}  # fmt: skip

FORMS: dict[str, Form] = CORRECTING | PARTNERS | PLANS | PROGRAMMES | SOURCES | TRAINING | REPORTS
