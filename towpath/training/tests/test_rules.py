"""Setting the rule for fully trained: as a service, and as its page is met."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from towpath.access.roles import Role
from towpath.delivery.sites.counting import count_sites
from towpath.facts.counting import Tally
from towpath.foundation.clock import today
from towpath.foundation.figures import Absence, Figure, RatioOfSums
from towpath.foundation.staff import StaffGroup
from towpath.partners.tests.builders import person_with
from towpath.practices.services.register import merge_practices
from towpath.practices.services.sign_ups import leave
from towpath.practices.tests.builders import signed_up
from towpath.practices.tests.pages import words_of
from towpath.programmes.models import Mode, Site
from towpath.programmes.standing import standings
from towpath.programmes.tests.builders import manager_of, period, programme_with, site_of
from towpath.training.facts.practices import TRAINED_OF_SIGNED_UP
from towpath.training.kinds import SessionKind
from towpath.training.models import Attainment, TrainingRule
from towpath.training.rule import DEFAULT_RULE, Requirement, Rule
from towpath.training.services.rules import set_training_rule, tally_under
from towpath.training.tests.session_builders import fully_trained, rule_of, session_for

pytestmark = pytest.mark.django_db
JUNE = date(2021, 6, 1)
GP = StaffGroup.GP
ONE_GP = Rule((Requirement(SessionKind.CLINICAL_1, (GP,), 25),), None)


def test_rule_set_later_works_out_who_reached_it_before():
    sign_up = signed_up()
    fully_trained(sign_up, JUNE)
    rule_of(sign_up.site.programme)
    assert Attainment.objects.get().reached_on == JUNE


@pytest.mark.parametrize(
    ("begins", "rule", "field", "sentence"),
    [
        (date(2020, 3, 31), ONE_GP, "in_force_from", "Programme 1 was launched on 1 April 2020: choose that day"),
        (JUNE, Rule(()), "requirements", "Ask for at least one kind of session."),
        (
            JUNE,
            Rule((Requirement(SessionKind.CLINICAL_1, (), 75),)),
            "requirements",
            "Clinical session 1: choose the staff",
        ),
        (
            JUNE,
            Rule((Requirement(SessionKind.CLINICAL_1, (GP,), 0),)),
            "requirements",
            "Clinical session 1: the share must",
        ),
        (
            JUNE,
            Rule((Requirement(SessionKind.CATCH_UP, (GP,), 75),)),
            "requirements",
            "A catch-up counts as the session",
        ),
        (JUNE, Rule(ONE_GP.requirements * 2), "requirements", "Two lines ask the same staff group"),
        (JUNE, Rule(ONE_GP.requirements, 0), "refresher_months", "The months must be from 1 to 120."),
    ],
)
def test_what_cannot_be_a_rule_is_refused(begins, rule, field, sentence):
    with pytest.raises(ValidationError) as refused:
        rule_of(programme_with(), rule, in_force_from=begins)
    assert refused.value.message_dict[field][0].startswith(sentence)
    assert not TrainingRule.objects.exists()


def test_rule_begins_after_every_other_and_says_why():
    programme = programme_with()
    rule_of(programme, in_force_from=JUNE)
    for begins in (JUNE, JUNE - timedelta(days=1)):
        with pytest.raises(ValidationError, match="A rule holds from 1 June 2021 already"):
            rule_of(programme, ONE_GP, in_force_from=begins, reason="Agreed anew.")
    with pytest.raises(ValidationError, match="Say why the rule changes"):
        rule_of(programme, ONE_GP, in_force_from=JUNE + timedelta(days=1))


def test_coordinator_sets_no_rule():
    programme = programme_with()
    with pytest.raises(PermissionDenied, match="Only the programme manager"):
        set_training_rule(
            actor=person_with(Role.COORDINATOR, partnership=programme.partnership), programme=programme,
            in_force_from=JUNE, rule=ONE_GP,
        )  # fmt: skip


def trained_under(programme, rule: Rule, day: date) -> RatioOfSums:
    return tally_under(programme, rule, day).ratio(TRAINED_OF_SIGNED_UP)


def test_preview_counts_and_keeps_nothing():
    sign_up = signed_up()
    signed_up(sign_up.site)
    session_for(sign_up, held_on=JUNE)
    programme = sign_up.site.programme
    period(sign_up.site)
    assert [trained_under(programme, rule, today()).part for rule in (ONE_GP, DEFAULT_RULE)] == [Figure(1), Figure(0)]
    assert trained_under(programme, ONE_GP, JUNE - timedelta(days=1)).part == Figure(0)
    assert not Attainment.objects.exists()


@pytest.fixture
def programme(client):
    programme = programme_with(name="Seven Boroughs")
    client.force_login(manager_of(programme.partnership), backend="allauth.account.auth_backends.AuthenticationBackend")
    return programme


def address(programme, name="set_rule"):
    return reverse(f"training:{name}", args=[programme.pk])


SENT = {
    "in_force_from_day": "1", "in_force_from_month": "6", "in_force_from_year": "2021", "refresher_months": "12",
    "reason": "", "share_clinical_1": "25", "groups_clinical_1": ["gp"],
}  # fmt: skip


def test_manager_looks_first_and_sets_the_rule_then(client, programme):
    looked = client.post(address(programme), SENT | {"look": "1"})
    assert looked.status_code == 200
    shown = looked.content.decode()
    assert "0 practices of 0 would be fully trained today" in shown
    assert "Nothing is saved yet." in shown
    assert not TrainingRule.objects.exists()
    shown = client.post(address(programme), SENT, follow=True).content.decode()
    assert "Rule set." in shown
    assert "From 1 June 2021" in shown
    assert "Clinical session 1: 25% of GPs" in shown
    assert TrainingRule.objects.get().rule == Rule(ONE_GP.requirements, 12)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"groups_clinical_1": []}, "Clinical session 1: choose the staff it is for."),
        ({"share_clinical_1": ""}, "Clinical session 1: enter the share, such as 75."),
        ({"share_clinical_1": "", "groups_clinical_1": []}, "Ask for at least one kind of session."),
        ({"share_clinical_1": "101"}, "must be 100 or less"),
        ({"in_force_from_year": "2019"}, "was launched on 1 April 2020: choose that day or a later one."),
    ],
)
def test_what_is_wrong_with_a_rule_stands_on_its_page(changed, sentence, client, programme):
    answer = client.post(address(programme), SENT | changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_must_be_known_of_figures_is_printed_with_the_rule_and_offered_again(client, programme):
    note = "Counts before 2021 come from the provider’s own return."
    client.post(address(programme), SENT | {"note": note})
    assert TrainingRule.objects.get().rule.words.endswith(f"75% of GPs. {note}".replace("75", "25"))
    assert note in client.get(address(programme, "training_rules")).content.decode()
    assert note in client.get(address(programme)).content.decode()
    answer = client.post(address(programme), SENT | {"note": "x" * 301})
    assert answer.status_code == 422


def test_earlier_rules_keep_their_days(client, programme):
    rule_of(programme, in_force_from=JUNE)
    rule_of(programme, ONE_GP, in_force_from=date(2022, 1, 1), reason="Agreed anew.")
    shown = client.get(address(programme, "training_rules")).content.decode()
    assert "From 1 June 2021 to 31 December 2021" in shown
    assert "From 1 January 2022" in shown
    assert shown.index("From 1 January 2022") < shown.index("From 1 June 2021")
    assert "Why: Agreed anew." in shown


def test_programme_without_a_rule_says_what_follows_from_that(client, programme):
    shown = client.get(address(programme, "training_rules")).content.decode()
    assert "No rule is set yet, so no practice of this programme counts as fully trained." in shown


def test_board_member_reads_the_rule_and_does_not_set_it(client, programme):
    board = person_with(Role.BOARD_MEMBER, partnership=programme.partnership)
    client.force_login(board, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address(programme, "training_rules")).status_code == 200
    assert client.get(address(programme)).status_code == 403


def said_to_be_trained(client, programme) -> tuple[int, int]:
    """What the page of rules says: fully trained today, of signed up."""
    page = words_of(client.get(address(programme, "training_rules")))
    found = re.search(r"Under this rule (\d+) practices? (?:is|are) fully trained today, of (\d+) signed up", page)
    return int(found[1]), int(found[2])


def ratio_on_the_board(programme) -> RatioOfSums:
    sites = list(programme.sites.select_related("programme", "phase"))
    return count_sites(standings(sites, today()), today()).ratio(TRAINED_OF_SIGNED_UP)


def on_the_board(programme) -> tuple[int, int]:
    ratio = ratio_on_the_board(programme)
    return ratio.part.number, ratio.whole.number


def test_the_page_of_rules_counts_as_the_board_does_who_left_who_merged_and_who_is_in_outline(client, programme):
    """One practice stayed, one left, one merged into another, one is at a site kept in outline, one nobody counted."""
    manager = manager_of(programme.partnership)
    site, outline, uncounted = (site_of(programme) for _ in range(3))
    for one in (site, outline, uncounted):
        period(one, Mode.ADAPTED)
    rule_of(programme)
    signed_up(uncounted, headcounts={})
    stayed, gone, merged, handed = (signed_up(site) for _ in range(4))
    for one in (stayed, gone, merged, signed_up(outline)):
        fully_trained(one, JUNE)
    leave(actor=manager, sign_up=gone, version=gone.version, left_on=JUNE, why_left="Closed.")
    merge_practices(actor=manager, practice=merged.practice, into=handed.practice, happened_on=JUNE)
    Site.objects.filter(pk=outline.pk).update(is_in_outline=True)
    assert said_to_be_trained(client, programme) == on_the_board(programme) == (3, 3)
    ratio = trained_under(programme, DEFAULT_RULE, today())
    assert (ratio.part, ratio.whole) == (Figure(3), Figure(3))
    looked = words_of(
        client.post(address(programme), SENT | {"look": "1", "in_force_from_year": "2022", "reason": "Fewer."})
    )
    assert "3 practices of 3 would be fully trained today at 1 site where both are known; under the rule" in looked
    assert "; under the rule in force 3 practices are." in looked


STOPS = (Mode.PAUSED, Mode.CLOSED, Mode.MOBILISING)


@pytest.mark.parametrize("mode", STOPS)
def test_a_site_that_does_not_deliver_and_has_nobody_trained_is_in_neither_number_on_either_page(
    mode: Mode, client, programme
) -> None:
    """Two practices are signed up there and none was trained: the board does not count them, nor does the page."""
    site, stopped = site_of(programme), site_of(programme)
    period(site, Mode.ADAPTED)
    _stop(stopped, mode)
    rule_of(programme)
    fully_trained(signed_up(site), JUNE)
    for _ in range(2):
        signed_up(stopped)
    assert said_to_be_trained(client, programme) == on_the_board(programme) == (1, 1)
    shown = words_of(client.get(address(programme, "training_rules")))
    assert "of 1 signed up at 1 site where both are known." in shown
    assert trained_under(programme, DEFAULT_RULE, today()).whole == Figure(1)


@pytest.mark.parametrize(
    ("mode", "word"),
    [(Mode.PAUSED, Absence.NOT_APPLICABLE), (Mode.CLOSED, Absence.NOT_APPLICABLE), (Mode.MOBILISING, Absence.NOT_DUE)],
)
def test_where_no_site_delivers_the_page_says_the_word_of_the_board(mode: Mode, word, client, programme) -> None:
    site = site_of(programme)
    _stop(site, mode)
    rule_of(programme)
    signed_up(site)
    assert ratio_on_the_board(programme).part == Figure(absence=word)
    shown = words_of(client.get(address(programme, "training_rules")))
    assert f"Practices fully trained under this rule today: {word.label.lower()}." in shown
    looked = words_of(
        client.post(address(programme), SENT | {"look": "1", "in_force_from_year": "2022", "reason": "Fewer."})
    )
    assert f"Practices that would be fully trained today: {word.label.lower()}" in looked


def _stop(site: Site, mode: Mode) -> None:
    """It delivered and stopped, unless it only mobilises."""
    if mode is not Mode.MOBILISING:
        period(site, Mode.ADAPTED, site.programme.starts_on, JUNE - timedelta(days=1))
    period(site, mode, JUNE if mode is not Mode.MOBILISING else site.programme.starts_on)


def test_both_pages_agree_on_any_site(client, programme) -> None:
    """One figure for each site: the page of rules asks what the board asks."""
    rule_of(programme)
    for mode in (Mode.ADAPTED, *STOPS):
        site = site_of(programme)
        _stop(site, mode)
        fully_trained(signed_up(site), date(2021, 2, 2))
        signed_up(site)
    tally = Tally("site", programme.sites.values_list("pk", flat=True), today())
    assert tally.ratio(TRAINED_OF_SIGNED_UP) == ratio_on_the_board(programme)
