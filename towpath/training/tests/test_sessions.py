"""What a session must be, and how it goes from one state to the next."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.foundation.clock import today
from towpath.partners.tests.builders import person_with
from towpath.practices.models import SignUp
from towpath.practices.policies import may_record_training, may_see_attendees
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.models import Mode
from towpath.programmes.tests.builders import manager_of, period, post_at, site_of
from towpath.records.holding import ChangedMeanwhile
from towpath.records.refusing import Refused
from towpath.training import policies
from towpath.training.kinds import SessionKind
from towpath.training.models import Session, SessionState
from towpath.training.services.session_faults import warning_of_period
from towpath.training.services.sessions import amend_session, move_session
from towpath.training.tests.session_builders import planned, session_for

pytestmark = pytest.mark.django_db
JUNE = date(2021, 6, 1)


@pytest.fixture
def sign_up():
    return signed_up(practice=practice_named("Lock Cottage Surgery", code="Y00001"), signed_up_on=JUNE)


def refused(field, sign_up, **said):
    """The sentence beside a field of a session that cannot be planned."""
    with pytest.raises(ValidationError) as found:
        planned(sign_up, **{"held_on": JUNE} | said)
    assert not Session.objects.exists()
    assert list(found.value.message_dict) == [field]
    return found.value.message_dict[field][0]


def test_session_before_the_programme_or_the_sign_up_is_refused(sign_up):
    sentence = refused("practices", sign_up, held_on=JUNE - timedelta(days=1))
    assert sentence == (
        "Lock Cottage Surgery (Y00001) signed up on 1 June 2021: choose that day or a later one, or leave the practice "
        "out."
    )
    with pytest.raises(ValidationError) as found:
        planned(sign_up, held_on=date(2020, 3, 31))
    assert "was launched on 1 April 2020: choose that day or a later one." in found.value.message_dict["held_on"][0]


def test_session_after_the_practice_left_is_refused(sign_up):
    SignUp.objects.filter(pk=sign_up.pk).update(left_on=JUNE)
    sign_up.refresh_from_db()
    sentence = refused("practices", sign_up, held_on=JUNE + timedelta(days=1))
    assert sentence == (
        "Lock Cottage Surgery (Y00001) left on 1 June 2021: choose that day or an earlier one, or leave the practice "
        "out."
    )
    assert planned(sign_up, held_on=JUNE)


def test_practice_of_another_site_is_refused(sign_up):
    other = signed_up(site_of(sign_up.site.programme))
    with pytest.raises(ValidationError, match="is not signed up at"):
        planned(sign_up, other, held_on=today())


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"kind": SessionKind.CATCH_UP}, "counts_as", "Choose which session this catch-up counts as."),
        (
            {"kind": SessionKind.CATCH_UP, "counts_as": SessionKind.CATCH_UP},
            "counts_as",
            "Choose which session this catch-up",
        ),
        ({"counts_as": SessionKind.RECEPTION}, "counts_as", "Only a catch-up counts as another kind of session."),
        ({"minutes": 0}, "minutes", "The length must be from 1 to 600 minutes."),
    ],
)
def test_what_cannot_be_a_session_is_refused(said, field, sentence, sign_up):
    assert refused(field, sign_up, **said).startswith(sentence)


def test_trainer_not_in_post_that_day_has_to_be_named_instead(sign_up):
    left = post_at(sign_up.site, name="Sam Okoro", ended_on=JUNE - timedelta(days=1))
    elsewhere = post_at(site_of(sign_up.site.programme), name="Jo Fen")
    assert refused("trainers", sign_up, trainers=[left]).startswith("Sam Okoro was not in post on 1 June 2021")
    assert refused("trainers", sign_up, trainers=[elsewhere]).startswith("Jo Fen is not in post at")
    session = planned(sign_up, held_on=JUNE, trainer_names=["Sam Okoro", " sam  okoro ", "Sam Okoro"])
    assert [one.name for one in session.trainers.all()] == ["Sam Okoro", "sam okoro"]


@pytest.mark.parametrize(
    ("mode", "day", "is_warned"),
    [(Mode.PAUSED, JUNE, True), (Mode.CLOSED, JUNE, True), (Mode.ADAPTED, JUNE, False), (Mode.PAUSED, today(), False)],
)
def test_paused_or_closed_site_is_told_and_not_refused(mode, day, is_warned, sign_up):
    period(sign_up.site, mode, JUNE, JUNE + timedelta(days=30))
    assert bool(warning_of_period(sign_up.site, day)) == is_warned
    assert planned(sign_up, held_on=day)


def move(session, state):
    return move_session(
        actor=manager_of(session.site.programme.partnership), session=session, version=session.version, state=state
    )


def test_session_that_was_held_without_anybody_can_be_taken_back(sign_up):
    session = move(planned(sign_up, held_on=JUNE), SessionState.HELD)
    assert move(session, SessionState.PLANNED).state == SessionState.PLANNED


def test_session_with_people_is_not_taken_back(sign_up):
    session = session_for(sign_up, held_on=JUNE)
    with pytest.raises(Refused, match="take them out of the attendance first"):
        move(session, SessionState.PLANNED)


def test_session_to_come_cannot_have_been_held(sign_up):
    with pytest.raises(Refused, match="is still to come"):
        move(planned(sign_up), SessionState.HELD)


def test_held_session_is_not_cancelled(sign_up):
    with pytest.raises(Refused, match="only this can come next: planned"):
        move(session_for(sign_up, held_on=JUNE), SessionState.CANCELLED)


def amend(session, **said):
    manager = manager_of(session.site.programme.partnership)
    kept = {"kind": SessionKind(session.kind), "mode": session.mode, "held_on": session.held_on}
    kept["practices"] = list(session.practices.all())
    return amend_session(actor=manager, session=session, version=session.version, **kept | said)


def test_practice_whose_people_came_stays_on_the_session(sign_up):
    other = signed_up(sign_up.site, signed_up_on=JUNE)
    session = session_for(sign_up, other, held_on=JUNE, names=["Ann Lee"])
    with pytest.raises(ValidationError, match="People of Lock Cottage Surgery"):
        amend(session, practices=[other])
    with pytest.raises(ValidationError, match="say why"):
        amend(session, practices=[sign_up])
    assert list(amend(session, practices=[sign_up], reason="Not asked.").practices.all()) == [sign_up]


def test_held_session_is_not_moved_into_the_future(sign_up):
    with pytest.raises(ValidationError, match="is still to come"):
        amend(session_for(sign_up, held_on=JUNE), held_on=today() + timedelta(days=1))


def test_second_person_to_amend_or_move_is_refused(sign_up):
    session = planned(sign_up, held_on=JUNE)
    amend(session, place="Canal House")
    for change in (lambda: amend(session, place="Weir Hall"), lambda: move(session, SessionState.HELD)):
        with pytest.raises(ChangedMeanwhile):
            change()


RECORDS = {Role.PROGRAMME_MANAGER, Role.ADVOCATE_EDUCATOR, Role.CLINICAL_LEAD}
REFUSED = "Only the programme manager and people in post at this site can sign practices up and record their training."
HIDDEN = "Names are shown only to the programme manager, people in post at this site, and the practice's own manager."


@pytest.mark.parametrize("role", list(Role))
def test_who_records_and_who_reads_names_at_a_site(role, sign_up):
    partnership = sign_up.site.programme.partnership
    in_post = role in (Role.ADVOCATE_EDUCATOR, Role.CLINICAL_LEAD)
    person = post_at(sign_up.site, kind=role.value).person if in_post else person_with(role, partnership=partnership)
    records = may_record_training(person, sign_up.site)
    reads = may_see_attendees(person, sign_up.site)
    assert (bool(records), records.reason) == ((True, "") if role in RECORDS else (False, REFUSED))
    assert (bool(reads), reads.reason) == ((True, "") if role in RECORDS else (False, HIDDEN))
    sets = policies.may_set_rule(person, sign_up.site.programme)
    assert bool(sets) == (role is Role.PROGRAMME_MANAGER)
    assert sets or sets.reason == "Only the programme manager can set the rule for fully trained."


def test_educator_of_another_site_neither_records_nor_reads_names(sign_up):
    person = post_at(site_of(sign_up.site.programme)).person
    assert may_record_training(person, sign_up.site).reason == REFUSED
    assert may_see_attendees(person, sign_up.site).reason == HIDDEN
    with pytest.raises(PermissionDenied):
        planned(sign_up, held_on=JUNE, actor=person)


def test_educator_whose_post_ended_does_neither(sign_up):
    person = post_at(sign_up.site, ended_on=today() - timedelta(days=1)).person
    assert not may_record_training(person, sign_up.site)
    assert not may_see_attendees(person, sign_up.site)


@pytest.mark.parametrize(
    ("kind", "minutes"), [(SessionKind.CLINICAL_1, 120), (SessionKind.RECEPTION, 60), (SessionKind.REFRESHER, 120)]
)
def test_a_session_takes_as_long_as_its_kind_usually_does_unless_somebody_says_how_long(kind, minutes):
    sign_up = signed_up()
    assert planned(sign_up, kind=kind).minutes == minutes
    assert planned(sign_up, kind=kind, minutes=45).minutes == 45
