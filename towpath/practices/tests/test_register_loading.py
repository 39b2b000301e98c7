"""The national file taken in and refreshed: what is added, what becomes history, and what is refused whole."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.documents.practices import Dialect, read_practice_file
from towpath.documents.practices.tests.making import practice, practice_file, written
from towpath.foundation.clock import today
from towpath.partners.tests.builders import person_with
from towpath.practices.models import ChangeKind, Practice, PracticeChange, RegisterLoad
from towpath.practices.presenters.register import present_facts
from towpath.practices.services.register import IncompleteFile, load_register, merge_practices
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.programmes.tests.builders import manager_of
from towpath.records.refusing import Refused

pytestmark = pytest.mark.django_db


def load(*rows, actor=None, **more):
    return load_register(actor=actor, file=read_practice_file(written(rows)), name="epraccur.csv", **more)


def changes(number: int = 1) -> list[tuple[str, str, str]]:
    found = PracticeChange.objects.filter(practice__code=f"Z{number:05}").order_by("pk")
    return list(found.values_list("kind", "before", "after"))


def new(number: int = 1, **changed):
    return practice(number, Dialect.NEW, **changed)


def old(number: int = 1, **changed):
    return practice(number, Dialect.OLD, **changed)


class TestFirstLoad:
    def test_every_practice_is_kept_as_the_file_has_it(self):
        done = load(new(1), new(2))
        kept = Practice.objects.get(code="Z00001")
        assert (done.rows, done.added, done.changed, done.gone) == (2, 2, 0, 0)
        assert kept.name == "Café Row Practice 1 (Invented)"
        assert kept.address == ["1 Café Row", "Lockside", "Invented Town"]
        assert (kept.opened_on, kept.closed_on, kept.status) == (date(1975, 4, 1), None, "active")
        assert (kept.commissioner, kept.network, kept.settings) == ("99Z1", "U00001", ["RO76"])
        assert kept.is_gp_practice
        assert kept.is_open
        assert kept.postcode_squeezed == "ZZ22ZZ"

    def test_both_dialects_give_the_same_practice(self):
        load(old(1))
        before = Practice.objects.values().get()
        load(new(1))
        assert Practice.objects.values().get() == before

    def test_a_commissioner_repeated_in_column_24_is_no_network_and_its_change_none_of_a_network(self):
        load(old(1, c15="99Z1", c24="99Z1"))
        kept = Practice.objects.get(code="Z00001")
        assert (kept.commissioner, kept.network) == ("99Z1", "")
        assert dict(present_facts(kept))["Primary care network"] == ""
        load(old(1, c15="88X", c24="88X"))
        assert changes() == [(ChangeKind.COMMISSIONER, "99Z1", "88X")]

    def test_it_is_recorded_with_its_figures(self):
        actor = person_with(Role.PROGRAMME_MANAGER)
        done = load(new(1), actor=actor)
        entry = Entry.objects.get(event=Event.PRACTICES_LOADED)
        assert entry.details == {"dialect": "new", "rows": 1, "added": 1, "changed": 0, "gone": 0}
        assert done.loaded_by == actor

    @pytest.mark.parametrize("role", [Role.ADVOCATE_EDUCATOR, Role.COORDINATOR, Role.COMMISSIONER, Role.ADMINISTRATOR])
    def test_nobody_but_a_programme_manager_loads_it(self, role):
        with pytest.raises(PermissionDenied, match="Only a programme manager"):
            load(new(1), actor=person_with(role))
        assert not Practice.objects.exists()


class TestRefresh:
    @pytest.mark.parametrize(
        ("changed", "kind", "before", "after"),
        [
            ({"c2": "LOCK HOUSE"}, ChangeKind.RENAMED, "Café Row Practice 1 (Invented)", "Lock House"),
            (
                {"c5": "9 WEIR LANE"}, ChangeKind.MOVED,
                "1 Café Row, Lockside, Invented Town, ZZ2 2ZZ", "9 Weir Lane, Lockside, Invented Town, ZZ2 2ZZ",
            ),
            (
                {"c10": "ZZ9 9ZZ"}, ChangeKind.MOVED,
                "1 Café Row, Lockside, Invented Town, ZZ2 2ZZ", "1 Café Row, Lockside, Invented Town, ZZ9 9ZZ",
            ),
            ({"c15": "88X"}, ChangeKind.COMMISSIONER, "99Z1", "88X"),
            ({"c24": "U99999"}, ChangeKind.NETWORK, "U00001", "U99999"),
            ({"c26": "RO76|RO87"}, ChangeKind.SETTING, "RO76", "RO76, RO87"),
            ({"c13": "INACTIVE"}, ChangeKind.CLOSED, "Active", "Inactive"),
        ],
    )  # fmt: skip
    def test_what_became_of_a_practice_is_kept_before_and_after(self, changed, kind, before, after):
        load(new(1), new(2))
        done = load(new(1, **changed), new(2))
        assert changes() == [(kind, before, after)]
        assert (done.added, done.changed, done.gone) == (0, 1, 0)
        assert not changes(2)

    def test_a_closure_happened_on_the_day_the_register_gives(self):
        load(new(1))
        load(new(1, c12="20240331", c13="INACTIVE"))
        assert PracticeChange.objects.get().happened_on == date(2024, 3, 31)

    def test_any_other_change_happened_on_the_day_it_was_first_seen(self):
        load(new(1))
        load(new(1, c2="LOCK HOUSE"))
        assert PracticeChange.objects.get().happened_on == today()

    def test_a_practice_that_opens_again_says_so(self):
        load(new(1, c12="20240331", c13="INACTIVE"))
        load(new(1))
        assert changes() == [(ChangeKind.REOPENED, "Inactive", "Active")]

    def test_another_spelling_is_kept_and_is_no_change(self):
        load(new(1))
        done = load(new(1, c2="Café Row  Practice 1 (invented)"))
        assert done.changed == 0
        assert Practice.objects.get().name == "Café Row  Practice 1 (invented)"

    def test_what_a_dialect_leaves_blank_is_not_lost(self):
        load(old(1))
        done = load(new(1, c15="", c18="", c24="", c26=""))
        kept = Practice.objects.get()
        assert done.changed == 0
        assert (kept.commissioner, kept.network, kept.settings) == ("99Z1", "U00001", ["RO76"])
        assert kept.is_gp_practice
        assert kept.telephone

    def test_the_new_file_says_inactive_of_one_known_as_closed_and_nothing_changed(self):
        load(old(1, c12="20190331", c13="C"))
        done = load(new(1, c12="20190331", c13="INACTIVE"))
        assert done.changed == 0
        assert Practice.objects.get().status == "closed"

    def test_the_old_file_after_the_new_says_more_and_nothing_changed(self):
        load(new(1, c12="20190331", c13="INACTIVE"))
        done = load(old(1, c12="20190331", c13="C"))
        assert done.changed == 0
        assert Practice.objects.get().status == "closed"

    def test_local_facts_stay_through_every_refresh(self):
        load(new(1))
        sign_up = signed_up(practice=Practice.objects.get(), champion="Robin Weir", patients=8000)
        load(new(1, c2="LOCK HOUSE", c13="INACTIVE"))
        sign_up.refresh_from_db()
        assert sign_up.practice.name == "Lock House"
        assert (sign_up.champion, sign_up.headcounts.count(), sign_up.list_sizes.get().patients) == (
            "Robin Weir",
            5,
            8000,
        )

    def test_a_practice_no_longer_in_the_file_is_kept_and_marked_once(self):
        load(new(1), new(2))
        first = load(new(1))
        second = load(new(1, c2="LOCK HOUSE"))
        assert (first.gone, second.gone) == (1, 0)
        assert changes(2) == [(ChangeKind.GONE, "", "")]
        assert not Practice.objects.get(code="Z00002").is_in_newest_file

    def test_a_practice_back_in_the_file_says_so(self):
        load(new(1), new(2))
        load(new(1))
        load(new(1, c2="LOCK HOUSE"), new(2))
        assert [kind for kind, *_ in changes(2)] == [ChangeKind.GONE, ChangeKind.REOPENED]
        assert Practice.objects.get(code="Z00002").is_in_newest_file

    def test_the_same_file_again_changes_nothing_and_is_no_second_load(self):
        first = load(new(1))
        assert load(new(1)) == first
        assert RegisterLoad.objects.count() == 1
        assert Entry.objects.filter(event=Event.PRACTICES_LOADED).count() == 1

    def test_an_earlier_file_may_follow_a_later_one(self):
        load(new(1))
        load(new(1, c2="LOCK HOUSE"))
        load(new(1))
        assert [after for _, _, after in changes()] == ["Lock House", "Café Row Practice 1 (Invented)"]


class TestFullSize:
    def test_the_whole_national_file_is_taken_in_and_refreshed_in_few_questions(self, django_assert_max_num_queries):
        """Both ways through the dialects, at the size the NHS publishes, and every figure adds up."""
        new_file, old_file = (read_practice_file(practice_file(dialect=one)) for one in (Dialect.NEW, Dialect.OLD))
        with django_assert_max_num_queries(40):
            done = load_register(actor=None, file=old_file, name="old.csv")
        assert (done.rows, done.added) == (15_350, 15_350)
        assert Practice.objects.filter(is_gp_practice=True, status="active", closed_on=None).count() == 6_570
        with django_assert_max_num_queries(15):
            again = load_register(actor=None, file=new_file, name="new.csv")
        assert (again.added, again.changed, again.gone) == (0, 0, 0)
        assert not PracticeChange.objects.exists()


class TestRefusals:
    def test_far_fewer_practices_than_before_are_asked_about(self):
        load(*[new(number) for number in range(1, 11)])
        with pytest.raises(
            IncompleteFile, match=r"The file has 4 practices and the register has 10.*6 practices will be"
        ):
            load(*[new(number) for number in range(1, 5)])
        assert Practice.objects.filter(is_in_newest_file=True).count() == 10

    def test_a_file_of_other_practices_is_asked_about_however_many_it_has(self):
        load(*[new(number) for number in range(1, 11)])
        with pytest.raises(IncompleteFile, match="10 practices will be marked"):
            load(*[new(number) for number in range(101, 121)])
        assert Practice.objects.count() == 10

    def test_a_quarter_that_left_is_not_asked_about(self):
        load(*[new(number) for number in range(1, 13)])
        assert load(*[new(number) for number in range(1, 10)]).gone == 3

    def test_somebodys_word_that_it_is_whole_is_enough(self):
        load(*[new(number) for number in range(1, 11)])
        assert load(new(1), is_whole=True).gone == 9

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"c2": "X" * 201}, "Row 2, name: It says more than 200 characters"),
            ({"c1": "A/1"}, "Row 2, organisation code: “A/1”"),
            (
                {"c1": "A2345678901"},
                "Row 2, organisation code: “A2345678901” cannot be taken: 3 to 10 letters",
            ),
        ],
    )
    def test_a_row_that_cannot_be_kept_is_named_and_nothing_is_saved(self, changed, sentence):
        with pytest.raises(Refused, match=sentence):
            load(new(1), new(2, **changed))
        assert not Practice.objects.exists()
        assert not RegisterLoad.objects.exists()


class TestMergers:
    def merge(self, practice_, into, actor=None, on=date(2024, 4, 1)):
        actor = actor or person_with(Role.PROGRAMME_MANAGER)
        return merge_practices(actor=actor, practice=practice_, into=into, happened_on=on)

    def test_a_merger_is_history_of_the_one_that_merged(self):
        weir, lock = practice_named("Weir"), practice_named("Lock")
        change = self.merge(weir, lock)
        assert (change.kind, change.into, change.practice) == (ChangeKind.MERGED, lock, weir)
        assert Entry.objects.get(event=Event.PRACTICE_MERGED).details == {"into": lock.code, "on": "2024-04-01"}

    def test_sign_ups_are_not_moved(self):
        sign_up = signed_up()
        into = practice_named("Lock")
        self.merge(sign_up.practice, into, actor=manager_of(sign_up.site.programme.partnership))
        sign_up.refresh_from_db()
        assert sign_up.left_on is None

    def test_a_practice_that_only_another_partnership_signed_up_is_left_to_it(self):
        sign_up = signed_up()
        with pytest.raises(PermissionDenied, match="Another partnership has signed this practice up"):
            self.merge(sign_up.practice, practice_named("Lock"))
        assert not sign_up.practice.changes.exists()

    def test_none_merges_into_itself_twice_or_both_ways(self):
        weir, lock, mill = practice_named("Weir"), practice_named("Lock"), practice_named("Mill")
        with pytest.raises(ValidationError, match="cannot merge into itself"):
            self.merge(weir, weir)
        self.merge(weir, lock)
        with pytest.raises(ValidationError, match=r"Weir merged into Lock .* already"):
            self.merge(weir, mill)
        with pytest.raises(ValidationError, match="cannot be the other way round"):
            self.merge(lock, weir)
        assert PracticeChange.objects.count() == 1

    def test_an_advocate_educator_is_told_who_records_mergers(self):
        with pytest.raises(PermissionDenied, match="Only a programme manager"):
            self.merge(practice_named(), practice_named(), actor=person_with(Role.ADVOCATE_EDUCATOR))
