"""Entering the demonstration's programmes: each through the service that a person's click would call."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from towpath.accounts.models import User
from towpath.demonstration.delivery.register import as_file
from towpath.demonstration.delivery.reporting import tell_reports
from towpath.demonstration.delivery.stories import STORIES, Days, story
from towpath.demonstration.delivery.training import Trainings
from towpath.documents.practices import read_practice_file
from towpath.foundation.clock import today
from towpath.partners.models import Agency, Partnership
from towpath.partners.services.partnerships import add_agency
from towpath.practices.services.register import load_register
from towpath.programmes.models import Finding, Measure, Phase, PostKind, Programme, RiskOutcome, Site
from towpath.programmes.services.assessing import Checked, assess_risk, check_core_elements
from towpath.programmes.services.contracts import agree_contract, vary_contract
from towpath.programmes.services.core_elements import set_core_elements
from towpath.programmes.services.milestones import meet_milestone, set_milestone
from towpath.programmes.services.periods import record_period
from towpath.programmes.services.posts import give_site_post
from towpath.programmes.services.programmes import add_phase, open_programme
from towpath.programmes.services.sites import add_site
from towpath.programmes.services.targets import set_targets
from towpath.training.rule import DEFAULT_RULE
from towpath.training.services.feedback import QuestionInput, ask
from towpath.training.services.rules import set_training_rule

REGISTER = "practices-invented.csv"


def tell_programmes(partnership: Partnership, people: dict[str, User]) -> None:
    """Load the register of practices and enter every programme."""
    load_register(actor=people["manager"], file=read_practice_file(as_file(), REGISTER), name=REGISTER)
    for name in STORIES:
        ProgrammeTeller(partnership, people, story(name), Days(today())).tell()


@dataclass(frozen=True)
class ProgrammeTeller:
    """Enters one programme from its story."""

    partnership: Partnership
    people: dict[str, User]
    story: dict[str, Any]
    days: Days

    @cached_property
    def actor(self) -> User:
        return self.people["manager"]

    def tell(self) -> Programme:
        programme = self._open()
        self._agree(programme)
        phases = [self._phase(programme, told) for told in self.story["phases"]]
        set_core_elements(actor=self.actor, programme=programme, elements=list(self.story["core_elements"].items()))
        rule = replace(DEFAULT_RULE, note=self.story.get("about_figures", "").strip())
        set_training_rule(actor=self.actor, programme=programme, in_force_from=programme.starts_on, rule=rule)
        self._set_questions(programme)
        for told in self.story["sites"]:
            self._site(programme, phases[told["phase"] - 1], told)
        self._set_milestones(programme)
        tell_reports(self.actor, programme, self.story["reports"], self.days)
        return programme

    def _open(self) -> Programme:
        told = self.story
        return open_programme(
            actor=self.actor,
            partnership=self.partnership,
            name=told["name"],
            model=told["model"],
            starts_on=self.days.known(told["starts_on"]),
            summary=told["summary"].strip(),
            funder=self._agency(told["funder"]),
            commissioner=self._agency(told["commissioner"]),
            national_provider=self._agency(told["national_provider"]),
        )

    def _phase(self, programme: Programme, told: dict[str, Any]) -> Phase:
        starts_on = self.days.known(told["starts_on"])
        return add_phase(actor=self.actor, programme=programme, name=told["name"], starts_on=starts_on)

    def _agency(self, name: str) -> Agency:
        """The agency of that name: the plans have named most of them already."""
        known = self.partnership.agencies.filter(name=name).first()
        return known or add_agency(actor=None, partnership=self.partnership, name=name)

    def _agree(self, programme: Programme) -> None:
        told = self.story["contract"]
        contract = agree_contract(
            actor=self.actor,
            programme=programme,
            title=told["title"],
            starts_on=self.days.known(told["starts_on"]),
            **self._terms(told),
        )
        for variation in told.get("variations", []):
            vary_contract(actor=self.actor, contract=contract, reason=variation["reason"], **self._terms(variation))

    def _terms(self, told: dict[str, Any]) -> dict[str, Any]:
        budget = told.get("budget")
        days = {name: self.days.known(told[name]) for name in ("agreed_on", "delivery_ends_on", "work_ends_on")}
        return days | {"budget": None if budget is None else Decimal(budget)}

    def _set_questions(self, programme: Programme) -> None:
        if asked := [QuestionInput(**told) for told in self.story.get("questions", [])]:
            ask(actor=self.actor, programme=programme, questions=asked)

    def _set_milestones(self, programme: Programme) -> None:
        for told in self.story["milestones"]:
            milestone = set_milestone(
                actor=self.actor, programme=programme, name=told["name"], deadline_words=told["deadline"]
            )
            if "met_on" in told:
                meet_milestone(actor=self.actor, milestone=milestone, met_on=self.days.known(told["met_on"]))

    def _site(self, programme: Programme, phase: Phase, told: dict[str, Any]) -> None:
        kind = next(one for one in self.story["site_kinds"] if one["phase"] == told["phase"])
        site = add_site(
            actor=self.actor,
            programme=programme,
            phase=phase,
            area=told["area"],
            partners=[self._agency(name) for name in told.get("partners", [])],
            partners_from=phase.starts_on,
            is_in_outline=kind.get("in_outline", False),
        )
        for period in kind["periods"]:
            record_period(
                actor=self.actor,
                site=site,
                mode=period["mode"],
                started_on=self.days.known(period["from"]),
                ended_on=self.days.day(period.get("to")),
                reason=period.get("reason", ""),
            )
        self._staff(site, kind, told)
        self._hold_to(site, kind, told)
        Trainings(self.actor, site, told, self.days, self.story["name"], self._cast(told)).tell()

    def _cast(self, told: dict[str, Any]) -> dict[str, User]:
        return {role: self.people[key] for role, key in told.get("cast", {}).items()}

    def _staff(self, site: Site, kind: dict[str, Any], told: dict[str, Any]) -> None:
        if "posts_from" not in kind:
            return
        cast, begun = self._cast(told), self.days.known(kind["posts_from"])
        ended, educator = self.days.day(kind.get("posts_to")), cast.get(PostKind.ADVOCATE_EDUCATOR)
        agency = self._agency(told["partners"][0])
        if "left_on" in told:
            self._post(site, PostKind.ADVOCATE_EDUCATOR, None, agency, begun, self.days.known(told["left_on"]))
        begins = self.days.known(told["replaced_on"]) if "left_on" in told else begun
        self._post(site, PostKind.ADVOCATE_EDUCATOR, educator, agency, begins, ended)
        self._post(site, PostKind.CLINICAL_LEAD, cast.get(PostKind.CLINICAL_LEAD), None, begun, ended)

    def _post(
        self, site: Site, kind: PostKind, person: User | None, agency: Agency | None, begun: date, ended: date | None
    ) -> None:
        give_site_post(
            actor=self.actor,
            site=site,
            kind=kind,
            name=person.name if person else f"{kind.label} of {_bare(site.area)} (invented)",
            person=person,
            agency=agency,
            working_time=Decimal("0.10" if kind is PostKind.CLINICAL_LEAD else "1.00"),
            started_on=begun,
            ended_on=ended,
        )

    def _hold_to(self, site: Site, kind: dict[str, Any], told: dict[str, Any]) -> None:
        """Targets, the assessment of meeting in person, and the checks of the core elements."""
        for written, number in told.get("targets", {}).items():
            numbers: dict[Measure, int | None] = {Measure.PRACTICES_TRAINED: number}
            set_targets(actor=self.actor, site=site, quarter=self.days.quarter(written), numbers=numbers)
        if "assessed_on" in kind:
            self._assess(site, self.days.known(kind["assessed_on"]))
        elements = list(site.programme.core_elements.all())
        for written in kind.get("checked", []):
            evidence = "The site's quarterly return (invented)"
            findings = [Checked(element=one, finding=Finding.KEPT, evidence=evidence) for one in elements]
            check_core_elements(actor=self.actor, site=site, quarter=self.days.quarter(written), findings=findings)

    def _assess(self, site: Site, day: date) -> None:
        assess_risk(
            actor=self.actor,
            site=site,
            made_on=day,
            made_by="The partner agency's service manager (invented)",
            outcome=RiskOutcome.WITH_MEASURES,
            measures="Small groups, rooms with windows that open, nobody with symptoms.",
        )


def _bare(area: str) -> str:
    return area.replace(" (invented)", "")
