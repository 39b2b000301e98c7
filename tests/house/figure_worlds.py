"""Programmes made by chance, in every condition that changes a figure, for tests that every page says the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest
from random import Random

from towpath.foundation.clock import midnight, now
from towpath.foundation.periods import Quarter
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import partnership_named
from towpath.practices.models import Headcount, Practice, SignUp
from towpath.programmes.models import Measure, Mode, Phase, Programme, Site, SitePeriod, Target
from towpath.programmes.tests.builders import manager_of
from towpath.training.models import Answer, Attainment, Question, Session, Support, TrainingRule
from towpath.training.rule import DEFAULT_RULE

START, DAY = date(2020, 4, 1), date(2021, 2, 10)
NOW = midnight(DAY)
QUARTERS = tuple(Quarter.containing(date(2020, 4, 1) + timedelta(days=92 * number)) for number in range(4))
AREAS = ("Alder Lock", "Birch Basin", "Cedar Wharf")


@dataclass(frozen=True)
class World:
    """A programme and its manager."""

    programme: Programme
    seed: int

    @property
    def sites(self) -> list[Site]:
        return list(Site.objects.filter(programme=self.programme).select_related("programme", "phase").order_by("pk"))

    @property
    def manager(self):
        return manager_of(self.programme.partnership)


def empty_programme() -> Programme:
    """What all worlds share: a programme with two phases, two rules, a question, and practices to sign up."""
    partnership = partnership_named()
    manager_of(partnership)
    programme = Programme.objects.create(
        partnership=partnership, name="Chance", model="IRIS", starts_on=START,
        commissioner=partnership.agencies.create(name="Commissioning body"),
    )  # fmt: skip
    for position, starts_on in ((1, START), (2, date(2020, 9, 1))):
        Phase.objects.create(programme=programme, position=position, name=f"Phase {position}", starts_on=starts_on)
    for starts_on in (START, date(2020, 11, 1)):
        TrainingRule.objects.create(
            programme=programme, in_force_from=starts_on, kept=DEFAULT_RULE.as_json(), added_at=now()
        )
    Question.objects.create(programme=programme, position=1, topic="confidence", wording="How?", minimum=1, maximum=5)
    Practice.objects.bulk_create(
        Practice(code=f"Y{number:05}", name=f"Surgery {number}", name_upper=f"SURGERY {number}", status="active",
                 is_gp_practice=True, settings=["RO76"], postcode="ZZ1 1ZZ", postcode_squeezed="ZZ11ZZ")
        for number in range(9)
    )  # fmt: skip
    return programme


def fill(programme: Programme, seed: int) -> World:
    """Three sites with random periods, practices, sessions, support, answers and targets."""
    chance = Random(seed)
    phases = list(programme.phases.order_by("position"))
    sites = Site.objects.bulk_create(
        Site(programme=programme, phase=chance.choice(phases), number=number, area=area,
             is_in_outline=chance.random() < 0.15)
        for number, area in enumerate(AREAS, start=1)
    )  # fmt: skip
    SitePeriod.objects.bulk_create(one for site in sites for one in _periods(chance, site))
    sign_ups = SignUp.objects.bulk_create(one for site in sites for one in _sign_ups(chance, site))
    _count_and_train(chance, programme, sign_ups)
    sessions = Session.objects.bulk_create(one for site in sites for one in _sessions(chance, site))
    _answer(chance, programme, sessions)
    Support.objects.bulk_create(
        Support(sign_up=chance.choice(sign_ups), kind="visit", given_on=_day(chance, START, DAY),
                hours=Decimal(chance.randint(1, 9)) / 4, recorded_at=now())
        for _ in range(chance.randint(0, 4) if sign_ups else 0)
    )  # fmt: skip
    Target.objects.bulk_create(
        Target(site=site, measure=measure, financial_year=quarter.financial_year.first,
               quarter_number=quarter.number, number=chance.randint(0, 9))
        for site in sites for measure in Measure for quarter in QUARTERS if chance.random() < 0.4
    )  # fmt: skip
    return World(programme, seed)


def _day(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))


def _periods(chance: Random, site: Site) -> Iterator[SitePeriod]:
    """Stretches with gaps between some of them; at times none at all, at times one that goes on."""
    days = sorted({_day(chance, START, DAY) for _ in range(chance.randint(0, 4))})
    for first, following in zip_longest(days, days[1:]):
        last = following - timedelta(days=chance.choice((1, 1, 20))) if following else None
        if last is None or last >= first:
            yield SitePeriod(site=site, mode=chance.choice(list(Mode)), started_on=first, ended_on=last)


def _sign_ups(chance: Random, site: Site) -> Iterator[SignUp]:
    """Practices of which some leave, and some of those come back."""
    for practice in chance.sample(list(Practice.objects.order_by("pk")), chance.randint(0, 4)):
        joined = _day(chance, START, DAY)
        left = _day(chance, joined, DAY) if chance.random() < 0.4 else None
        yield SignUp(site=site, practice=practice, signed_up_on=joined, left_on=left, why_left="Left" if left else "")
        if left and left < DAY and chance.random() < 0.5:
            yield SignUp(site=site, practice=practice, signed_up_on=_day(chance, left + timedelta(days=1), DAY))


def _count_and_train(chance: Random, programme: Programme, sign_ups: list[SignUp]) -> None:
    counted = [one for one in sign_ups if chance.random() < 0.7]
    Headcount.objects.bulk_create(
        Headcount(sign_up=one, staff_group=StaffGroup.GP, as_of=_day(chance, one.signed_up_on, DAY), people=4)
        for one in counted
    )
    Attainment.objects.bulk_create(
        Attainment(sign_up=one, rule=rule, reached_on=_day(chance, one.signed_up_on, DAY))
        for one in counted for rule in programme.training_rules.all() if chance.random() < 0.6
    )  # fmt: skip


def _sessions(chance: Random, site: Site) -> Iterator[Session]:
    """Held and counted, held and not, cancelled, planned for a day that passed, for today, and for later."""
    for _ in range(chance.randint(0, 6)):
        held_on = chance.choice((_day(chance, START, DAY), _day(chance, START, DAY), DAY, QUARTERS[2].end))
        state = chance.choice(("held", "held", "held", "planned", "cancelled"))
        is_counted = state == "held" and chance.random() < 0.7
        yield Session(
            site=site, kind="clinical_1", counts_as="clinical_1", mode="virtual", held_on=held_on, state=state,
            is_counted=is_counted, people=chance.randint(0, 12) if is_counted else 0,
        )  # fmt: skip


def _answer(chance: Random, programme: Programme, sessions: list[Session]) -> None:
    question = programme.feedback_questions.get()
    Answer.objects.bulk_create(
        Answer(session=session, question=question, respondent=str(person), moment=moment, value=chance.randint(1, 5))
        for session in sessions if session.state == "held" and chance.random() < 0.6
        for person in range(chance.randint(0, 9)) for moment in ("before", "after") if chance.random() < 0.8
    )  # fmt: skip
