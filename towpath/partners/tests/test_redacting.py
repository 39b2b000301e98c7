"""Words that must not stand are taken out of everything a partnership owns, and of nothing else."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tests.once import for_a_file
from towpath.access.roles import Role
from towpath.accounts.drafts import file_kept, keep_draft, keep_file
from towpath.accounts.models import Draft
from towpath.accounts.sealing import unseal
from towpath.audit.models import Entry
from towpath.foundation.clock import now
from towpath.foundation.staff import StaffGroup
from towpath.partners.services import partnerships
from towpath.partners.tests.builders import partnership_named, person_with
from towpath.plans.models import OutsideStep
from towpath.plans.tests.builders import action_with
from towpath.practices.services import sign_ups
from towpath.practices.tests.builders import signed_up
from towpath.programmes.tests.builders import manager_of, post_at, programme_with, site_of
from towpath.records import redacting
from towpath.records.models import Change, TakenBackRow
from towpath.records.redacting import sealed_without
from towpath.records.services import take_back
from towpath.records.words import MARK, word_fields
from towpath.training.models import Learner, SupportKind
from towpath.training.services import support as support_services
from towpath.training.tests.session_builders import session_for

pytestmark = pytest.mark.django_db
NAME, DAY = "Ingrid Lindqvist", date(2021, 6, 1)
ROLES = (Role.COORDINATOR, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)


class World:
    """A partnership in which a name stands in every kind of place."""

    def __init__(self) -> None:
        self.programme = programme_with(summary=f"For {NAME.upper()} and others.")
        self.partnership = self.programme.partnership
        self.manager = manager_of(self.partnership)
        site = site_of(self.programme)
        self.sign_up = signed_up(site, champion=NAME)
        self.visit = self.record(f"Spoke with Ingrid\n  Lindqvist of it; {NAME} agreed.")
        self.mistake = self.record(f"{NAME} again.")
        take_back(actor=self.manager, subject=self.mistake, reason=f"It was not {NAME}.")
        sign_ups.amend_sign_up(
            actor=self.manager, sign_up=self.sign_up, version=1, signed_up_on=self.sign_up.signed_up_on, champion="Kim"
        )
        session_for(self.sign_up, held_on=DAY, names=[NAME, "Ann Lee"], staff_group=StaffGroup.GP)
        post_at(site, name=NAME, has_account=False, kind="site_manager")
        keep_draft(user=self.manager, path="/support/record/1/", typed={"note": [f"With {NAME}."]})

    def record(self, note):
        return support_services.record_support(
            actor=self.manager, sign_up=self.sign_up, kind=SupportKind.VISIT, given_on=DAY, hours=Decimal(1), note=note
        )


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    with for_a_file(django_db_blocker):
        yield World()


@pytest.fixture
def world(made_once):
    return deepcopy(made_once)


def everywhere(words):
    """Every column of ours in which the words still stand, whatever the table."""
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("towpath.") and model._meta.label != "accounts.Draft":
            for row in model._base_manager.values():
                found += [f"{model._meta.label}.{name}" for name, value in row.items() if _holds(value, words)]
    return found + [draft.path for draft in Draft.objects.all() if words in unseal(draft.sealed)]


def _holds(value, words):
    return words.lower() in " ".join(str(value).replace("\\n", " ").split()).lower()


def test_the_words_stand_nowhere_any_more_and_everything_else_stays(world):
    assert len(everywhere(NAME)) > 10
    removed = partnerships.remove_words(
        actor=world.manager, partnership=world.partnership, words=NAME, reason="Asked for."
    )
    assert removed >= 10
    assert everywhere(NAME) == []
    world.visit.refresh_from_db()
    assert world.visit.note == f"Spoke with {MARK} of it; {MARK} agreed."
    assert world.visit.version == 2
    assert world.sign_up.learners.filter(name="Ann Lee").exists()
    assert unseal(Draft.objects.get().sealed) == f'{{"note": ["With {MARK}."]}}'


def test_histories_say_that_words_were_removed_and_not_which(world):
    partnerships.remove_words(actor=world.manager, partnership=world.partnership, words=NAME, reason=f"{NAME} asked.")
    last = Change.objects.of(world.visit).last()
    assert (last.act, last.label, last.after, last.reason) == ("redacted", "Note", MARK, f"{MARK} asked.")
    assert MARK in str(TakenBackRow.objects.get().contents)
    entry = Entry.objects.last()
    assert entry.event == "words_removed"
    assert NAME not in str(entry.details)


def test_another_partnership_keeps_its_words(world):
    theirs = signed_up(site_of(programme_with(partnership_named("Elsewhere"))), champion=NAME)
    partnerships.remove_words(actor=world.manager, partnership=world.partnership, words=NAME, reason="Asked for.")
    theirs.refresh_from_db()
    assert theirs.champion == NAME


@pytest.mark.parametrize(
    ("words", "reason", "field"), [("Li", "x", "words"), ("Nobody Here", "x", "words"), (NAME, " ", "reason")]
)
def test_what_cannot_be_removed_is_told_beside_its_field(world, words, reason, field):
    with pytest.raises(ValidationError) as refused:
        partnerships.remove_words(actor=world.manager, partnership=world.partnership, words=words, reason=reason)
    assert list(refused.value.message_dict) == [field]
    assert everywhere(NAME)


@pytest.mark.parametrize("role", Role)
def test_who_may(world, role):
    person = person_with(role, partnership=world.partnership)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("remove_words", args=[world.partnership.pk])
    assert client.get(where).status_code == (200 if role in ROLES else 403)
    if role not in ROLES:
        with pytest.raises(PermissionDenied, match="Only a coordinator"):
            partnerships.remove_words(actor=person, partnership=world.partnership, words=NAME, reason="x")


def test_the_page_shows_every_place_first_and_removes_on_the_second_press(world):
    client = Client()
    client.force_login(world.manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    where, typed = reverse("remove_words", args=[world.partnership.pk]), {"words": NAME, "reason": "Asked for."}
    page = client.post(where, typed)
    assert page.status_code == 200
    words = page.content.decode()
    for shown in (
        "Support to a practice", "Entry of a history", "what was there before", "Row taken back", "what it held",
        "Draft", "Remove the words from all", "The audit record keeps the titles",
    ):  # fmt: skip
        assert shown in words
    for hidden in ("agreed", "There is a problem", "Error:", "before value"):
        assert hidden not in words
    assert everywhere(NAME)
    assert client.post(where, typed | {"remove": NAME}).status_code == 302
    assert everywhere(NAME) == []


def test_other_words_than_those_looked_for_are_looked_for_first(world):
    client = Client()
    client.force_login(world.manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("remove_words", args=[world.partnership.pk])
    page = client.post(where, {"words": "Ann Lee", "reason": "Asked for.", "remove": NAME})
    assert (page.status_code, "Where the words stand" in page.content.decode()) == (200, True)
    page = client.post(where, {"words": "Nobody Here", "reason": "Asked for."})
    assert (page.status_code, partnerships.NOWHERE in page.content.decode()) == (422, True)
    assert everywhere("Ann Lee")


def test_every_field_is_named_as_pages_name_it():
    """What the code calls by two words has a name on pages, and no name is given to a field that holds no words."""
    models = [*redacting.owned_models(), *redacting.MADE_BY, *redacting.OF_A_PERSON]
    fields = [field for model in models for field in word_fields(model)]
    assert [str(field) for field in fields if redacting.name_on_pages(field) == field.name.replace("_", " ")
            and "_" in field.name] == []  # fmt: skip
    for model in models:
        assert set(getattr(model, "on_pages", {})) <= {field.name for field in word_fields(model)}


# People's own accounts, the partnership's name, the audit record (no free text), the national register, and the index,
# which follows from records (towpath/search/tests/test_keeping.py); what is remembered of records, and what people were
# answered, is found by who made it (tests/house/test_redacting.py); files that wait to be read go whole.
NOBODYS = {
    "accounts.FileReading", "accounts.User", "audit.Entry", "jobs.Job", "partners.Partnership", "practices.Practice",
    "practices.PracticeChange", "practices.RegisterLoad", "search.IndexEntry",
}  # fmt: skip


def test_every_model_that_holds_words_is_owned_or_is_known_to_be_nobodys():
    """A new model with words is found by its foreign keys; one that leads to no partnership is named here."""
    ours = {model for model in apps.get_models() if model.__module__.startswith("towpath.") and word_fields(model)}
    found = {*redacting.owned_models(), *redacting.MADE_BY, *redacting.OF_A_PERSON}
    assert {model._meta.label for model in ours - found} == NOBODYS


@pytest.mark.parametrize("words", ["Removed", "[removed] 12", "Ann [Removed]"])
def test_words_of_the_mark_itself_are_refused(world, words):
    with pytest.raises(ValidationError) as refused:
        partnerships.remove_words(actor=world.manager, partnership=world.partnership, words=words, reason="x")
    assert refused.value.message_dict == {"words": [partnerships.IN_THE_MARK]}


def test_a_number_that_is_removed_does_not_come_back_with_the_key_of_the_row(world):
    known = {"sign_up": world.sign_up, "staff_group": StaffGroup.GP}
    learner = Learner.objects.create(pk=4567890, key="4567890", name="4567890", **known)
    partnerships.remove_words(actor=world.manager, partnership=world.partnership, words="4567890", reason="Asked for.")
    learner.refresh_from_db()
    assert (learner.key, learner.name) == (f"{MARK} 4567890a", MARK)


def test_the_mark_is_whole_where_there_is_no_room_for_all_in_a_table_that_only_grows(world):
    action = action_with(partnership=world.partnership, leads=())
    about = {"kind": "sent", "happened_on": DAY, "recorded_by": world.manager, "recorded_at": now()}
    step = OutsideStep.objects.create(action=action, body="Kim " * 50, **about)
    partnerships.remove_words(actor=world.manager, partnership=world.partnership, words="Kim", reason="Asked for.")
    step.refresh_from_db()
    assert step.body.replace(MARK, "").strip() == ""
    assert 190 < len(step.body) <= 200


def test_of_a_form_what_was_typed_goes_though_it_looks_like_a_code_and_what_was_chosen_stays(world):
    typed = {"note": ["lindqvist"], "kind": ["visit"], "given_by": ["lindqvist"], "row-3-note": ["lindqvist"]}
    keep_draft(user=world.manager, path="/support/record/2/", typed=typed)
    for words in ("lindqvist", "visit"):
        partnerships.remove_words(actor=world.manager, partnership=world.partnership, words=words, reason="Asked for.")
    typed = Draft.objects.get(path="/support/record/2/").typed
    assert typed == {"note": [MARK], "kind": ["visit"], "given_by": ["lindqvist"], "row-3-note": [MARK]}


@pytest.mark.parametrize(("looked", "kept"), [(True, ["/b/"]), (False, [])])
def test_a_file_that_was_read_without_the_words_stays_and_one_that_nobody_read_goes(world, looked, kept):
    """Files are read before the transaction that takes words out, and never in it."""
    keep_file(user=world.manager, path="/a/", name="a.csv", content=f"Person,Before\n{NAME},2\n".encode())
    keep_file(user=world.manager, path="/b/", name="b.csv", content=b"Person,Before\nAnn,2\n")
    without_them = sealed_without(world.partnership.pk, NAME) if looked else ()
    partnerships.remove_words(
        actor=world.manager, partnership=world.partnership, words=NAME, reason="Asked for.", without_them=without_them
    )
    assert [path for path in ("/a/", "/b/") if file_kept(world.manager, path)] == kept
