"""Signing up, amending, leaving and counting through the forms."""

from datetime import date

import pytest

from towpath.access.roles import Role
from towpath.partners.tests.builders import person_with
from towpath.practices.models import SignUp
from towpath.practices.services import sign_ups as services
from towpath.practices.tests.builders import practice_named, signed_up
from towpath.practices.tests.pages import day, get, signed_in
from towpath.programmes.tests.builders import manager_of, post_at, site_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def manager(site):
    return manager_of(site.programme.partnership)


@pytest.fixture
def client(manager):
    return signed_in(manager)


class TestForms:
    def test_a_practice_is_signed_up_once_and_shown(self, site):
        client = signed_in(post_at(site).person)
        practice = practice_named("Lock Surgery")
        said = {"site": site.pk, "practice": practice.code.lower(), "gp": "4", "nurse": "0", "patients": "8200"}
        said |= day("signed_up_on", date(2020, 5, 1)) | {"champion": "Robin Weir"}
        response = client.post("/practices/sign-up/", said, follow=True)
        assert "Lock Surgery is signed up. Reference: sign-up" in response.content.decode()
        again = client.post("/practices/sign-up/", said)
        assert again.status_code == 422
        assert "is signed up at Site 1: Tower Hamlets already" in again.content.decode()
        assert SignUp.objects.get().headcounts.count() == 2

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"practice": "Q99999"}, "No practice in the register has the code Q99999"),
            ({"practice": ""}, "Enter the code of the practice."),
            ({"site": "99999999999999999999999"}, "Choose one from the list."),
            ({"site": ""}, "Choose the site."),
            ({"gp": "-1"}, "The number must be between 0 and 1,000."),
            ({"gp": "four"}, "Enter a whole number, such as 4, or leave it empty."),
            (day("signed_up_on", date(2019, 1, 1)), "was launched on 1 April 2020: choose that day or a later one."),
        ],
    )
    def test_what_is_wrong_is_said_beside_it_and_the_typing_stays(self, client, site, changed, sentence):
        practice = practice_named()
        said = {"site": site.pk, "practice": practice.code, "champion": "Robin Weir"}
        response = client.post("/practices/sign-up/", said | day("signed_up_on", date(2020, 5, 1)) | changed)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert "Robin Weir" in response.content.decode()
        assert not SignUp.objects.exists()

    def test_nobody_signs_up_at_a_site_that_is_not_theirs(self, site):
        other = site_of(site.programme, area="Hackney")
        client = signed_in(post_at(site).person)
        said = {"site": other.pk, "practice": practice_named().code} | day("signed_up_on", date(2020, 5, 1))
        response = client.post("/practices/sign-up/", said)
        assert response.status_code == 422
        assert "Choose one from the list." in response.content.decode()
        assert not SignUp.objects.exists()

    @pytest.mark.parametrize(
        ("page", "said", "shown"),
        [
            (
                "amend",
                {"champion": "Kim Lock", "version": "1", "reason": "A slip."} | day("signed_up_on", date(2020, 4, 2)),
                "Kim Lock",
            ),
            ("leave", {"why_left": "It closed", "version": "1"} | day("left_on", date(2021, 3, 31)), "It closed"),
            ("headcount", {"gp": "77"} | day("as_of", date(2021, 3, 31)), "77"),
            ("list-size", {"patients": "8765"} | day("as_of", date(2021, 3, 31)), "8,765"),
        ],
    )
    def test_each_form_keeps_what_was_said_and_shows_it(self, client, site, page, said, shown):
        sign_up = signed_up(site)
        assert client.get(f"/sign-ups/{sign_up.pk}/{page}/").status_code == 200
        response = client.post(f"/sign-ups/{sign_up.pk}/{page}/", said, follow=True)
        assert f"Reference: sign-up {sign_up.pk}." in response.content.decode()
        assert shown in response.content.decode()

    def test_a_count_without_a_number_is_refused(self, client, site):
        sign_up = signed_up(site)
        response = client.post(f"/sign-ups/{sign_up.pk}/headcount/", day("as_of", date(2021, 3, 31)))
        assert response.status_code == 422
        assert "Enter the number of at least one staff group." in response.content.decode()

    def test_the_second_of_two_editors_sees_what_the_first_saved(self, client, site, manager):
        sign_up = signed_up(site)
        services.amend_sign_up(
            actor=manager, sign_up=sign_up, version=1, signed_up_on=sign_up.signed_up_on, champion="Kim Lock"
        )
        said = {"champion": "Robin Weir", "version": "1"} | day("signed_up_on", sign_up.signed_up_on)
        response = client.post(f"/sign-ups/{sign_up.pk}/amend/", said)
        assert response.status_code == 422
        for words in ("Kim Lock", "Robin Weir", "Somebody else changed this"):
            assert words in response.content.decode()
        said["version"] = "2"
        client.post(f"/sign-ups/{sign_up.pk}/amend/", said)
        sign_up.refresh_from_db()
        assert sign_up.champion == "Robin Weir"

    def test_only_practice_managers_of_the_partnership_are_offered(self, client, site):
        sign_up = signed_up(site)
        person = person_with(Role.PRACTICE_MANAGER, partnership=site.programme.partnership, name="Pat Manager")
        person_with(Role.PRACTICE_MANAGER, name="Stranger")
        page = get(client, f"/sign-ups/{sign_up.pk}/manager/")
        assert "Pat Manager" in page
        assert "Stranger" not in page
        client.post(f"/sign-ups/{sign_up.pk}/manager/", {"manager": person.pk})
        sign_up.refresh_from_db()
        assert sign_up.manager == person

    @pytest.mark.parametrize("page", ["amend", "leave", "headcount", "list-size", "manager"])
    def test_another_sites_sign_up_is_not_found(self, site, page):
        sign_up = signed_up(site)
        stranger = signed_in(post_at(site_of(site.programme, area="Hackney")).person)
        assert stranger.get(f"/sign-ups/{sign_up.pk}/{page}/").status_code == 404
