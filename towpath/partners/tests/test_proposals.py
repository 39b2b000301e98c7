"""Changes to rights and sign-in that one person alone does not make."""

import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from towpath.access.roles import SEES_CASES, Role
from towpath.accounts.models import User
from towpath.accounts.tests.ways_in import (
    ask_for_code,
    emailed_code,
    is_signed_in,
    set_up_app,
    sign_in_by_password,
    text_of,
    type_emailed_code,
)
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.foundation.clock import now, today
from towpath.partners import policies
from towpath.partners.models import Post, Proposal, ProposalKind, ProposalState
from towpath.partners.services import posts, proposals
from towpath.partners.services.accounts import correct_person
from towpath.partners.services.inviting import invite_to_post
from towpath.partners.tests.builders import agency_of, also_holds, partnership_named, person_with

pytestmark = pytest.mark.django_db

WHY = "Their phone was stolen; I spoke to them."


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    return time_machine


@pytest.fixture
def sees_cases(monkeypatch):
    """No role sees people's cases yet: the advocate educator is made to."""
    monkeypatch.setattr(SEES_CASES, "_things", {Role.ADVOCATE_EDUCATOR: Role.ADVOCATE_EDUCATOR})


@pytest.fixture
def ours():
    return partnership_named("Ours")


@pytest.fixture
def ada(ours):
    return person_with(Role.ADMINISTRATOR, partnership=ours, name="Ada")


@pytest.fixture
def second(ours):
    return person_with(Role.ADMINISTRATOR, partnership=ours, name="Second")


@pytest.fixture
def bea(ours):
    """Somebody who has signed in, with an app."""
    bea = person_with(Role.COORDINATOR, partnership=ours, name="Bea")
    User.objects.filter(pk=bea.pk).update(last_login=now())
    set_up_app(bea)
    bea.refresh_from_db()
    return bea


def propose(ada, ours, kind, person, **contents):
    return proposals.propose(actor=ada, partnership=ours, kind=kind, person=person, reason=WHY, **contents)


def own_role(ours):
    return {"role": "advocate_educator", "agency": agency_of(ours).pk, "started_on": "2026-03-02"}


MAKES = {
    ProposalKind.REMOVE_FACTOR: lambda ada, ours, bea: propose(ada, ours, ProposalKind.REMOVE_FACTOR, bea),
    ProposalKind.CHANGE_ADDRESS: lambda ada, ours, bea: propose(
        ada, ours, ProposalKind.CHANGE_ADDRESS, bea, email="bea.new@example.org"
    ),
    ProposalKind.TAKE_ROLE: lambda ada, ours, bea: propose(ada, ours, ProposalKind.TAKE_ROLE, ada, **own_role(ours)),
    ProposalKind.OFFER_POST: lambda ada, ours, bea: proposals.offer_post(
        actor=ada, partnership=ours, person=bea, role=Role.AUDITOR, agency=None, started_on=date(2026, 3, 2)
    ),
}
# Who may agree, by what is proposed; "alone" is the proposer where there is no other administrator, a day later.
MAY_AGREE = {
    ProposalKind.REMOVE_FACTOR: {"second", "alone"},
    ProposalKind.CHANGE_ADDRESS: {"second", "alone", "whom it concerns"},
    ProposalKind.TAKE_ROLE: {"second", "alone"},
    ProposalKind.OFFER_POST: {"whom it concerns"},
}
WHO = ("proposer", "alone too soon", "alone", "second", "whom it concerns", "coordinator", "elsewhere")


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("kind", ProposalKind)
def test_who_may_agree(kind, who, ours, ada, bea, sees_cases, monday):
    if not who.startswith("alone"):
        second = person_with(Role.ADMINISTRATOR, partnership=ours)
    made = MAKES[kind](ada, ours, bea)
    if who == "alone":
        monday.move_to("2026-03-03 09:00Z", tick=False)
    actors = {
        "proposer": ada, "alone": ada, "alone too soon": ada, "whom it concerns": made.person,
        "coordinator": person_with(Role.COORDINATOR, partnership=ours), "elsewhere": person_with(Role.ADMINISTRATOR),
    }  # fmt: skip
    actor = second if who == "second" else actors[who]
    expected = who in MAY_AGREE[kind]
    if kind == ProposalKind.TAKE_ROLE and who == "whom it concerns":
        expected = False  # they are the proposer
    assert bool(policies.may_agree(actor, made)) is expected
    if not expected:
        with pytest.raises(PermissionDenied):
            proposals.agree(actor=actor, proposal=made)
        made.refresh_from_db()
        assert made.state == ProposalState.OPEN


def test_a_lost_app_is_taken_away_once_another_administrator_agrees(client, ours, ada, second, bea, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    made = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    assert Authenticator.objects.filter(user=bea).exists()
    proposals.agree(actor=second, proposal=made)
    assert not Authenticator.objects.filter(user=bea).exists()
    ask_for_code(client, bea.email)
    type_emailed_code(client, emailed_code())
    assert is_signed_in(client)
    removed = Entry.objects.get(event=Event.FACTOR_REMOVED)
    assert (removed.actor_key, removed.subject_key) == (str(second.pk), str(bea.pk))


def test_everybody_it_concerns_is_told(ours, ada, second, bea):
    made = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    assert {one.to[0] for one in mail.outbox} == {second.email, bea.email}
    assert reverse("proposal", args=[made.pk]) in mail.outbox[0].body
    mail.outbox.clear()
    proposals.agree(actor=second, proposal=made)
    assert {one.to[0] for one in mail.outbox} == {ada.email, bea.email}


def test_where_nobody_else_can_agree_all_are_told_and_it_waits_a_day(ours, ada, bea, sees_cases, monday):
    coordinator = person_with(Role.COORDINATOR, partnership=ours)
    made = MAKES[ProposalKind.TAKE_ROLE](ada, ours, bea)
    assert {one.to[0] for one in mail.outbox} == {coordinator.email, bea.email}
    assert "after a day" in mail.outbox[0].body
    monday.move_to("2026-03-03 08:59Z", tick=False)
    with pytest.raises(PermissionDenied, match="3 March 2026 at 9:00am"):
        proposals.agree(actor=ada, proposal=made)
    monday.move_to("2026-03-03 09:00Z", tick=False)
    proposals.agree(actor=ada, proposal=made)
    assert Post.objects.filter(user=ada, role=Role.ADVOCATE_EDUCATOR).exists()


def test_whoever_is_no_longer_alone_needs_the_other(ours, ada, bea, monday):
    made = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    monday.move_to("2026-03-04 09:00Z", tick=False)
    person_with(Role.ADMINISTRATOR, partnership=ours)
    with pytest.raises(PermissionDenied, match="Another administrator"):
        proposals.agree(actor=ada, proposal=made)


def test_another_administrator_who_leaves_does_not_let_the_proposer_go_on_alone(ours, ada, second, bea, monday):
    made = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    User.objects.filter(pk=second.pk).update(is_active=False)
    monday.move_to("2026-03-04 09:00Z", tick=False)
    with pytest.raises(PermissionDenied, match="Propose it anew"):
        proposals.agree(actor=ada, proposal=made)


@pytest.mark.parametrize("settle", [proposals.agree, proposals.decline])
def test_what_is_settled_or_old_is_not_done_again(settle, ours, ada, second, bea, monday):
    made = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    settle(actor=second, proposal=made)
    Authenticator.objects.filter(user=bea).delete()
    set_up_app(bea)
    with pytest.raises(ValidationError, match="was settled, or is too old"):
        proposals.agree(actor=second, proposal=made)
    other = MAKES[ProposalKind.CHANGE_ADDRESS](ada, ours, bea)
    monday.move_to("2026-03-16 09:00Z", tick=False)
    with pytest.raises(ValidationError, match="too old"):
        proposals.agree(actor=second, proposal=other)
    assert Authenticator.objects.filter(user=bea).exists()


def test_whom_it_concerns_declines_and_the_proposer_withdraws(ours, ada, second, bea):
    first = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    assert proposals.decline(actor=bea, proposal=first).state == ProposalState.DECLINED
    again = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    assert proposals.decline(actor=ada, proposal=again).state == ProposalState.WITHDRAWN


def test_the_same_is_not_proposed_twice_and_says_why(ours, ada, second, bea):
    MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    with pytest.raises(ValidationError, match="proposed already"):
        MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
    with pytest.raises(ValidationError, match="Say why"):
        proposals.propose(actor=ada, partnership=ours, kind=ProposalKind.CHANGE_ADDRESS, person=bea, reason=" ")


def test_an_address_is_changed_and_the_one_before_opens_nothing(client, ours, ada, second, bea):
    before = bea.email
    proposals.agree(actor=second, proposal=MAKES[ProposalKind.CHANGE_ADDRESS](ada, ours, bea))
    mail.outbox.clear()
    ask_for_code(client, before)
    assert mail.outbox == []
    client.post("/sign-out/")
    ask_for_code(client, "bea.new@example.org")
    assert [one.to for one in mail.outbox] == [["bea.new@example.org"]]


def test_an_address_that_another_took_meanwhile_is_not_given(ours, ada, second, bea):
    made = MAKES[ProposalKind.CHANGE_ADDRESS](ada, ours, bea)
    person_with(Role.AUDITOR, email="bea.new@example.org")
    with pytest.raises(ValidationError, match="Another account"):
        proposals.agree(actor=second, proposal=made)
    made.refresh_from_db()
    assert made.state == ProposalState.OPEN


class TestWhoWorksElsewhereToo:
    """Two administrators of one partnership must not get at what somebody holds in another."""

    KINDS = (ProposalKind.REMOVE_FACTOR, ProposalKind.CHANGE_ADDRESS)

    @pytest.mark.parametrize("kind", KINDS)
    def test_how_they_sign_in_is_not_proposed_here(self, kind, ours, ada, second, bea):
        also_holds(bea, Role.AUDITOR, partnership=partnership_named())
        with pytest.raises(PermissionDenied, match="do not administer"):
            MAKES[kind](ada, ours, bea)

    @pytest.mark.parametrize("kind", KINDS)
    def test_nor_agreed_to_once_they_work_elsewhere(self, kind, ours, ada, second, bea):
        made = MAKES[kind](ada, ours, bea)
        also_holds(bea, Role.AUDITOR, partnership=partnership_named())
        with pytest.raises(PermissionDenied):
            proposals.agree(actor=second, proposal=made)
        assert Authenticator.objects.filter(user=bea).exists()

    def test_who_left_here_and_works_elsewhere_is_out_of_reach(self, ours, ada, second, bea):
        Post.objects.filter(user=bea).update(ended_on=date(2026, 3, 1))
        also_holds(bea, Role.ADMINISTRATOR, partnership=partnership_named())
        with pytest.raises(PermissionDenied):
            MAKES[ProposalKind.CHANGE_ADDRESS](ada, ours, bea)


class TestOwnRole:
    @pytest.mark.usefixtures("sees_cases")
    def test_nobody_gives_themself_a_role_that_sees_cases(self, ours, ada):
        terms = {"role": Role.ADVOCATE_EDUCATOR, "agency": agency_of(ours), "started_on": today()}
        with pytest.raises(ValidationError, match="propose it"):
            posts.give_post(actor=ada, user=ada, partnership=ours, **terms)
        post = Post.objects.get(user=ada)
        with pytest.raises(ValidationError, match="propose it"):
            posts.correct_post(actor=ada, post=post, why="So.", ended_on=None, **terms)

    def test_other_roles_are_given_to_oneself_as_before(self, ours, ada):
        posts.give_post(actor=ada, user=ada, partnership=ours, role=Role.COORDINATOR, started_on=today())

    @pytest.mark.usefixtures("sees_cases")
    def test_somebody_else_is_given_it_by_one(self, ours, ada, bea):
        terms = {"role": Role.ADVOCATE_EDUCATOR, "agency": agency_of(ours), "started_on": today()}
        posts.give_post(actor=ada, user=bea, partnership=ours, **terms)


class TestAccountElsewhere:
    @pytest.fixture
    def cleo(self):
        return person_with(Role.COORDINATOR, name="Cleo Elsewhere")

    def invite(self, ada, ours, cleo):
        return invite_to_post(
            actor=ada, email=cleo.email, name="Somebody", sign_in_at="/", partnership=ours, role=Role.AUDITOR,
            started_on=today(),
        )  # fmt: skip

    def test_a_post_waits_until_it_is_accepted_and_the_giver_sees_no_name(self, client, ada, ours, cleo):
        offered = self.invite(ada, ours, cleo)
        assert not Post.objects.filter(user=cleo, partnership=ours).exists()
        client.force_login(ada)
        for address in (reverse("people"), reverse("proposal", args=[offered.pk])):
            shown = text_of(client.get(address))
            assert cleo.email in shown
            assert "Cleo" not in shown
        assert client.get(reverse("person", args=[cleo.pk])).status_code == 404
        assert "Cleo" not in text_of(client.get(reverse("audit")))

    def test_it_is_theirs_once_they_accept(self, client, ada, ours, cleo):
        offered = self.invite(ada, ours, cleo)
        client.force_login(cleo)
        page = client.get(reverse("proposal", args=[offered.pk]))
        assert "A post is offered to you" in text_of(page)
        client.post(reverse("agree_to_proposal", args=[offered.pk]))
        assert Post.objects.get(user=cleo, partnership=ours).role == Role.AUDITOR
        client.force_login(ada)
        assert "Cleo Elsewhere" in text_of(client.get(reverse("people")))

    def test_declined_it_is_nobodys_and_the_giver_learns_nothing_of_who_declined(self, client, ada, ours, cleo):
        offered = self.invite(ada, ours, cleo)
        client.force_login(cleo)
        client.post(reverse("decline_proposal", args=[offered.pk]), REMOTE_ADDR="192.0.2.77")
        assert not Post.objects.filter(user=cleo, partnership=ours).exists()
        assert Entry.objects.get(event=Event.PROPOSAL_DECLINED).actor_key == str(cleo.pk)
        client.force_login(ada)
        for address in (reverse("audit"), reverse("proposal", args=[offered.pk])):
            shown = text_of(client.get(address))
            assert "Cleo" not in shown
            assert "192.0.2.77" not in shown

    def test_the_form_asks_before_it_gives_to_somebody_known(self, client, ada, ours, bea):
        client.force_login(ada)
        sent = {
            "name": "B", "email": bea.email, "role": "auditor", "started_on_day": "2", "started_on_month": "3",
            "started_on_year": "2026",
        }  # fmt: skip
        address = reverse("invite", args=[ours.pk])
        answer = client.post(address, sent)
        assert answer.status_code == 422
        assert "This is the address of Bea, whom you look after already." in text_of(answer)
        assert not Post.objects.filter(user=bea, role=Role.AUDITOR).exists()
        assert client.post(address, {**sent, "is_them": "on"}).status_code == 302
        assert Post.objects.filter(user=bea, role=Role.AUDITOR).exists()


class TestSignInSeen:
    """Entries of somebody's sign-in are seen from the first to the last day of their post, and not before or after."""

    def test_only_during_the_post(self, client, ours, ada, monday):
        cleo = person_with(Role.COORDINATOR, name="Cleo")
        also_holds(cleo, Role.AUDITOR, partnership=ours, started_on=date(2026, 3, 3), ended_on=date(2026, 3, 4))
        for day in ("02", "03", "04", "05"):
            monday.move_to(f"2026-03-{day} 12:00Z", tick=False)
            sign_in_by_password(Client(), cleo.email)
        seen = Entry.objects.visible_to(ada).filter(event=Event.SIGNED_IN, subject_key=str(cleo.pk))
        assert [one.at.day for one in seen.order_by("number")] == [3, 4]


class TestCorrecting:
    def test_an_address_nobody_has_used_is_corrected_by_one(self, client, ours, ada):
        invited = person_with(Role.AUDITOR, partnership=ours, email="mistyped@example.org")
        correct_person(actor=ada, person=invited, name="Right Name", email="Right@example.org")
        invited.refresh_from_db()
        assert (invited.name, invited.email) == ("Right Name", "right@example.org")
        ask_for_code(client, "right@example.org")
        assert [one.to for one in mail.outbox] == [["right@example.org"]]

    def test_an_address_in_use_is_proposed(self, client, ours, ada, bea):
        client.force_login(ada)
        answer = client.post(reverse("correct_person", args=[bea.pk]), {"name": "Bea", "email": "new@example.org"})
        assert answer.status_code == 422
        assert "propose the change" in text_of(answer)

    def test_a_name_is_corrected_whatever_was_used(self, client, ours, ada, bea):
        client.force_login(ada)
        client.post(reverse("correct_person", args=[bea.pk]), {"name": "Bea Rightly", "email": bea.email})
        bea.refresh_from_db()
        assert bea.name == "Bea Rightly"
        assert Entry.objects.filter(event=Event.PERSON_CORRECTED).count() == 1

    def test_who_works_elsewhere_too_is_corrected_there(self, ours, ada, bea):
        also_holds(bea, Role.AUDITOR, partnership=partnership_named())
        with pytest.raises(PermissionDenied):
            correct_person(actor=ada, person=bea, name="X", email=bea.email)


class TestPages:
    def test_a_second_administrator_finds_it_and_agrees(self, client, ours, ada, second, bea):
        client.force_login(ada)
        page = client.get(reverse("person", args=[bea.pk]))
        assert "Propose to take a lost app and passkeys away" in text_of(page)
        answer = client.post(reverse("propose_removing_factor", args=[bea.pk]), {"reason": WHY})
        assert answer.status_code == 302
        client.force_login(second)
        home = client.get("/").content.decode()
        link = re.search(r'href="(/proposals/\d+/)"', home).group(1)
        assert "Agree, and do it" in text_of(client.get(link))
        client.post(f"{link}agree/")
        assert not Authenticator.objects.filter(user=bea).exists()
        assert "Carried out" in text_of(client.get(link))

    @pytest.mark.usefixtures("sees_cases")
    def test_an_administrator_asks_for_a_role_that_sees_cases(self, client, ours, ada, second):
        client.force_login(ada)
        assert "Ask for a role that sees cases" in text_of(client.get(reverse("person", args=[ada.pk])))
        sent = {
            "role": "advocate_educator", "agency": agency_of(ours).pk, "reason": WHY, "started_on_day": "2",
            "started_on_month": "3", "started_on_year": "2026",
        }  # fmt: skip
        client.post(reverse("propose_own_role", args=[ours.pk]), sent)
        made = Proposal.objects.get()
        assert ("Role", "Advocate educator") in policies.contents_in_words(made)

    def test_whom_it_concerns_learns_who_looked_unless_only_a_typed_address_was_shown(
        self, client, ours, ada, second, bea
    ):
        client.force_login(second)
        client.get(reverse("proposal", args=[MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea).pk]))
        assert [one.actor_label for one in Entry.objects.sights_of(bea)] == ["Second"]
        cleo = person_with(Role.AUDITOR, partnership=partnership_named("Westmere"), name="Cleo")
        client.get(reverse("proposal", args=[MAKES[ProposalKind.OFFER_POST](ada, ours, cleo).pk]))
        assert not Entry.objects.sights_of(cleo).exists()
        assert Entry.objects.latest("number").event == Event.PROPOSAL_SEEN

    def test_a_stranger_does_not_find_it(self, client, ours, ada, second, bea):
        made = MAKES[ProposalKind.REMOVE_FACTOR](ada, ours, bea)
        client.force_login(person_with(Role.ADMINISTRATOR))
        assert client.get(reverse("proposal", args=[made.pk])).status_code == 404

    def test_a_partnership_says_whose_sign_in_takes_more(self, client, ours, ada):
        client.force_login(ada)
        address = reverse("sign_in_rules", args=[ours.pk])
        assert client.get(address).status_code == 200
        client.post(address, {"roles": ["administrator", "auditor"], "why": "We agreed so."})
        ours.refresh_from_db()
        assert ours.factor_roles == ["administrator", "auditor"]
        entry = Entry.objects.get(event=Event.SIGN_IN_RULES_SET)
        assert entry.details == {"roles": ["administrator", "auditor"]}


def test_a_sole_administrator_is_let_in_from_the_command_line(ours, ada, capsys):
    set_up_app(ada)
    call_command("remove_factor", ada.email.upper())
    assert not Authenticator.objects.filter(user=ada).exists()
    with pytest.raises(CommandError, match="no account"):
        call_command("remove_factor", "nobody@example.org")
