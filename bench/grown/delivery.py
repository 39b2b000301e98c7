"""A region's delivery after four years: 60 sites, 2,000 practices, 30,000 sessions, 300,000 attendances.

Fills the empty database that DATABASE_URL names: `python -m bench.grown.delivery`. Everything is made by rule.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction

from bench.grown.__main__ import fill

SITES, PRACTICES, SESSIONS_EACH, LEARNERS_EACH, CAME = 60, 2_000, 15, 20, 10
REGISTER = 15_000  # the national file, most of which is signed up nowhere
BATCH = 5_000
MANAGER, EDUCATOR, COMMISSIONER = (f"{who}@example.org" for who in ("manager", "educator", "commissioner"))
# Of a practice's twenty learners, by their place: twelve clinical, six at reception, two managers.
GROUPS = ("gp",) * 6 + ("nurse",) * 4 + ("other_clinical",) * 2 + ("reception",) * 6 + ("management",) * 2
KINDS = ("clinical_1", "clinical_2", "reception", "refresher", "champion")


@transaction.atomic
def grow() -> int:
    """Add everything, whole; how many attendances there are."""
    from bench.grown import delivery_sites
    from towpath.foundation.clock import today

    launch = today().replace(month=4, day=1, year=today().year - 4)
    sites = delivery_sites.add_sites(launch, SITES)
    sign_ups = add_practices(sites, launch)
    add_staff(sign_ups, launch)
    sessions = add_sessions(sign_ups, launch, today())
    attendances = add_attendances(sign_ups, sessions)
    attain_all(sign_ups)
    return attendances


def add_practices(sites: Sequence, launch: date) -> list:
    """The whole register, and its first two thousand signed up, shared out over the sites in turn."""
    from towpath.practices.models import Practice, SignUp

    register = Practice.objects.bulk_create((_practice(number) for number in range(REGISTER)), batch_size=BATCH)
    made = (
        SignUp(site=sites[number % len(sites)], practice=practice, signed_up_on=launch + timedelta(days=number % 400))
        for number, practice in enumerate(register[:PRACTICES])
    )
    return SignUp.objects.bulk_create(made, batch_size=BATCH)


def _practice(number: int):
    from towpath.practices.models import Practice

    name = f"{('Lock', 'Weir', 'Basin', 'Wharf', 'Reach')[number % 5]} Surgery {number:05}"
    return Practice(
        code=f"Y{number:05}", name=name, name_upper=name.upper(), status="active", is_gp_practice=True,
        settings=["RO76"], postcode="ZZ1 1ZZ", postcode_squeezed="ZZ11ZZ",
    )  # fmt: skip


def add_staff(sign_ups: Sequence, launch: date) -> None:
    """Every practice's staff counted once, but for one practice in fifty."""
    from towpath.practices.models import Headcount

    made = (
        Headcount(sign_up=sign_up, staff_group=group, as_of=launch, people=GROUPS.count(group))
        for number, sign_up in enumerate(sign_ups)
        for group in dict.fromkeys(GROUPS)
        if number % 50
    )
    Headcount.objects.bulk_create(made, batch_size=BATCH)


def add_sessions(sign_ups: Sequence, launch: date, today: date) -> list:
    """Fifteen for each practice, three weeks or more apart; the newest practices’ last ones are still planned."""
    from towpath.training.models import Session

    made = [_session(sign_up, number, place, launch, today) for number, sign_up in enumerate(sign_ups)
            for place in range(SESSIONS_EACH)]  # fmt: skip
    sessions = Session.objects.bulk_create(made, batch_size=BATCH)
    through = Session.practices.through
    links = (
        through(session=session, signup=sign_ups[number // SESSIONS_EACH]) for number, session in enumerate(sessions)
    )
    through.objects.bulk_create(links, batch_size=BATCH)
    return sessions


def _session(sign_up, number: int, place: int, launch: date, today: date):
    from towpath.training.models import Session

    kind = KINDS[place % len(KINDS)] if number // SITES % 5 or place % len(KINDS) != 2 else "refresher"
    held_on = launch + timedelta(days=30 + number % 400 + 95 * place)
    is_held = held_on < today
    return Session(
        site_id=sign_up.site_id, kind=kind, counts_as=kind, mode=("face_to_face", "virtual")[place % 2],
        held_on=held_on, state="held" if is_held else "planned", people=CAME if is_held else 0,
        is_counted=is_held,
    )  # fmt: skip


def add_attendances(sign_ups: Sequence, sessions: Sequence) -> int:
    """Ten of a practice's twenty learners at each of its sessions; so that planned ones have them too, all the same."""
    from towpath.training.models import Attendance, Learner

    people = (
        Learner(sign_up=sign_up, key=f"person{place}", name=f"Person {place}", staff_group=group)
        for sign_up in sign_ups
        for place, group in enumerate(GROUPS)
    )
    learners = Learner.objects.bulk_create(people, batch_size=BATCH)
    made = [
        Attendance(session=session, learner=learners[at])
        for number, session in enumerate(sessions)
        for at in _who_came(session, number // SESSIONS_EACH)
    ]
    Attendance.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def _who_came(session, practice: int) -> Iterator[int]:
    """Which of all the learners came: at reception sessions the last ten of the practice, else the first ten."""
    first = practice * LEARNERS_EACH + (LEARNERS_EACH - CAME if session.kind == "reception" else 0)
    return iter(range(first, first + CAME))


def attain_all(sign_ups: Sequence) -> None:
    """What the training room would have worked out, session by session."""
    from towpath.training.services.attaining import attain

    for start in range(0, len(sign_ups), 500):
        attain(sign_ups[start : start + 500])


if __name__ == "__main__":
    fill(grow)
