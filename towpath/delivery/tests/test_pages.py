"""The board, the phases and a site's page, as each role meets them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from towpath.access.roles import Role
from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.papers.gathering import gather
from towpath.delivery.tests.reading import as_, page_of
from towpath.delivery.tests.worlds import PAUSE, World, world
from towpath.documents.tests.reading_papers import rows_of
from towpath.foundation.clock import now
from towpath.foundation.periods import Quarter
from towpath.partners.tests.builders import person_with
from towpath.programmes.models import Mode, PostKind, Programme, Terms
from towpath.programmes.tests.builders import milestone_of, period, post_at, programme_with, site_of
from towpath.training.tests.session_builders import rule_of, session_for

pytestmark = pytest.mark.once
BOARD = "/delivery/"
SEE_ALL = (Role.PROGRAMME_MANAGER, Role.COORDINATOR, Role.BOARD_MEMBER, Role.AUDITOR)
SEE_NOTHING = (Role.PRACTICE_MANAGER, Role.AGENCY_LEAD, Role.ADMINISTRATOR)
PAGES = ("delivery:board", "delivery:board_csv", "delivery:phases", "delivery:phases_csv")


def pages_of_site(site) -> list[str]:
    return [
        reverse("delivery:site", args=[site.pk]),
        reverse("delivery:site_csv", args=[site.pk]),
        f"{reverse('delivery:figures', args=['practices_trained'])}?site={site.pk}",
        f"{reverse('delivery:figures_csv', args=['sessions'])}?site={site.pk}",
    ]


@pytest.mark.parametrize("role", SEE_ALL)
def test_who_sees_programmes_sees_every_site(made: World, role: Role) -> None:
    client = as_(person_with(role, partnership=made.partnership))
    page = page_of(client, BOARD)
    for site in made.programme.sites.all():
        assert site.area in page
        for address in pages_of_site(site):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", SEE_NOTHING)
def test_who_sees_no_programme_is_refused_everywhere(made: World, role: Role) -> None:
    client = as_(person_with(role, partnership=made.partnership))
    for address in [*(reverse(name) for name in PAGES), *pages_of_site(made.blended)]:
        page_of(client, address, status=403)


@pytest.mark.parametrize("role", [*SEE_ALL, Role.COMMISSIONER, Role.ADVOCATE_EDUCATOR, Role.CLINICAL_LEAD])
def test_nobody_of_another_partnership_finds_a_site(made: World, role: Role) -> None:
    client = as_(person_with(role))
    assert made.blended.area not in page_of(client, BOARD)
    for address in pages_of_site(made.blended):
        page_of(client, address, status=404)


def test_commissioner_sees_the_programmes_of_their_agency_alone(made: World) -> None:
    Programme.objects.filter(pk=made.programme.pk).update(commissioner=made.agency)
    other = site_of(programme_with(made.partnership), "Elsewhere Eyot")
    client = as_(person_with(Role.COMMISSIONER, partnership=made.partnership, agency=made.agency))
    page = page_of(client, BOARD)
    assert "Blended Basin" in page
    assert "Elsewhere Eyot" not in page
    for address in pages_of_site(other):
        page_of(client, address, status=404)


@pytest.mark.parametrize("kind", [PostKind.ADVOCATE_EDUCATOR, PostKind.CLINICAL_LEAD])
def test_person_in_post_sees_their_own_site_alone(made: World, kind: PostKind) -> None:
    client = as_(post_at(made.blended, kind=kind).person)
    page = page_of(client, BOARD)
    assert "Blended Basin" in page
    assert "Paused Pool" not in page
    for address in pages_of_site(made.paused):
        page_of(client, address, status=404)


def test_board_says_how_each_site_stands(made: World) -> None:
    page = page_of(as_(made.manager), BOARD)
    assert PAUSE in page
    for said in (
        "No clinical lead in post", "No advocate educator in post", "No risk assessment allows meeting in person",
        "No mode recorded", "No target set", "Staff never counted at 1 practice", "Not due", "Not applicable",
        "Not reported", "1 session past the day, not recorded as held", "No attendance recorded for 1 session held",
    ):  # fmt: skip
        assert said in page, said
    assert page.count("Fully trained means that each of these was reached") == 1


def test_board_of_a_past_quarter_shows_what_stood_then(made: World) -> None:
    page = page_of(as_(made.manager), f"{BOARD}?on=2020-12-31")
    assert "As it stood on <strong>31 December 2020</strong>" in page
    assert PAUSE not in page
    assert "<strong>1 practice</strong> fully trained of <strong>" in page
    now = page_of(as_(made.manager), BOARD)
    known = "<strong>3 practices</strong> fully trained of <strong>4</strong> signed up at 2 sites where both are known"
    assert known in now, "two sites have a practice signed up each, and nobody knows whether it is trained"


@pytest.mark.parametrize("day", ["2031-01-01", "yesterday", "2021-02-30", "0001-01-01", "%00"])
def test_day_that_cannot_be_shown_is_today(made: World, day: str) -> None:
    client = as_(made.manager)
    for address in (BOARD, reverse("delivery:site", args=[made.blended.pk]), reverse("delivery:phases")):
        assert "As it stands today, 15 November 2021." in page_of(client, f"{address}?on={day}")


def test_board_before_any_programme_began_says_so(made: World) -> None:
    client = as_(made.manager)
    assert "No programme that you may see had begun by then." in page_of(client, f"{BOARD}?on=2010-01-01")
    page_of(client, f"{reverse('delivery:site', args=[made.blended.pk])}?on=2010-01-01")
    page_of(client, f"{reverse('delivery:phases')}?on=2010-01-01")


def test_past_board_leaves_out_programmes_that_had_not_begun(made: World) -> None:
    site_of(programme_with(made.partnership, starts_on=date(2021, 7, 1)), "Later Lock")
    client = as_(made.manager)
    assert "Later Lock" in page_of(client, BOARD)
    assert "Later Lock" not in page_of(client, f"{BOARD}?on=2021-06-30")


def test_site_whose_first_period_lies_ahead_has_not_begun(made: World) -> None:
    ahead = site_of(made.programme, "Ahead Aqueduct")
    period(ahead, Mode.MOBILISING, date(2022, 1, 1))
    page = page_of(as_(made.manager), f"{BOARD}?mode=not_begun")
    assert "Ahead Aqueduct" in page
    assert "All 1 site" in page
    assert "No mode recorded</span>" not in page


def test_programmes_that_share_a_rule_have_it_printed_once(made: World) -> None:
    other = programme_with(made.partnership, starts_on=date(2021, 7, 1))
    rule_of(other)
    site_of(other, "Later Lock")
    page = page_of(as_(made.manager), BOARD)
    assert page.count("Fully trained means that each of these was reached") == 1
    assert f"In force from 1 April 2020 in {made.programme.name}, and from 1 July 2021 in {other.name}." in page


def test_filters_narrow_the_board_and_its_sums(made: World) -> None:
    client = as_(made.manager)
    page = page_of(client, f"{BOARD}?mode=paused")
    assert "Paused Pool" in page
    assert "Blended Basin" not in page
    assert "All 1 site" in page
    assert "Blended Basin" in page_of(client, f"{BOARD}?agency={made.agency.pk}")
    assert "No site matches these filters." in page_of(client, f"{BOARD}?agency={made.agency.pk}&mode=paused")
    assert "All 6 sites" in page_of(client, f"{BOARD}?mode=nonsense&phase=x&agency=-1")


def test_programme_is_a_filter_where_there_are_several(made: World) -> None:
    other = world(made.partnership)
    client = as_(made.manager)
    page = page_of(client, f"{BOARD}?programme={other.programme.pk}")
    assert "All 6 sites" in page
    assert f"{other.programme.name}: Phase 1" in page_of(client, BOARD)


def test_every_row_is_a_card_on_a_phone(made: World) -> None:
    page = page_of(as_(made.manager), BOARD)
    assert 'class="towpath-table towpath-table--cards' in page
    for label in ("Mode", "Fully trained", "Site milestones", "Posts filled, and what is missing"):
        assert page.count(f'data-label="{label}"') == 7


def test_charts_have_their_figures_in_words_and_no_style_attribute(made: World) -> None:
    page = page_of(as_(made.manager), BOARD)
    sentence = (
        "Sessions by quarter: 2020/21 Q2 0, 2020/21 Q3 3, 2020/21 Q4 0, 2021/22 Q1 1, 2021/22 Q2 0, 2021/22 Q3 3."
    )
    assert f'aria-label="{sentence}"' in page
    assert "style=" not in page


def test_site_page_leads_to_its_record_its_practices_and_its_sessions(made: World) -> None:
    page = page_of(as_(made.manager), reverse("delivery:site", args=[made.blended.pk]))
    pk = made.blended.pk
    for address in (reverse("programmes:site", args=[pk]), f"/practices/?site={pk}", f"/sessions/?site={pk}"):
        assert f'href="{address}"' in page
    assert "Varied, with a reason" in page
    assert "Two leads share the post." in page
    assert page.count("Not checked yet") == 3


def test_opening_a_site_is_recorded(made: World) -> None:
    page_of(as_(made.manager), reverse("delivery:site", args=[made.blended.pk]))
    seen = Entry.objects.filter(event=Event.SITE_SEEN).get()
    assert seen.subject_key == str(made.blended.pk)


def test_no_name_of_an_attendee_stands_on_any_page(made: World) -> None:
    session_for(made.blended.sign_ups.first(), held_on=date(2021, 11, 2), names=["Zebedee Quillfeather"])
    client = as_(made.manager)
    addresses = [*(reverse(name) for name in PAGES), *pages_of_site(made.blended)]
    addresses += [f"{reverse('delivery:figures', args=[what])}" for what in ("people", "sessions", "practices_trained")]
    for address in addresses:
        answer = client.get(address)
        assert "Quillfeather" not in answer.getvalue().decode()


def test_unknown_list_and_unknown_site_are_not_found(made: World) -> None:
    client = as_(made.manager)
    page_of(client, "/delivery/figures/secrets/", status=404)
    page_of(client, "/delivery/figures/practices_trained/?site=999999", status=404)
    page_of(client, "/delivery/sites/999999/", status=404)


def test_practice_manager_has_no_entry_for_sites(made: World) -> None:
    client = as_(person_with(Role.PRACTICE_MANAGER, partnership=made.partnership))
    assert f'href="{BOARD}"' not in client.get("/").content.decode()
    assert f'href="{BOARD}"' in page_of(as_(made.manager), BOARD)


def test_quarter_that_no_site_of_a_phase_has_come_to_is_not_due_and_no_nought(made: World) -> None:
    page = BeautifulSoup(page_of(as_(made.manager), f"{reverse('delivery:phases')}?on=2021-11-15"), "html.parser")
    phases: list[list[list[str]]] = []
    for row in page.select(".towpath-phases tbody tr"):
        if "towpath-phases__sum" in row.get("class", []):
            phases.append([])
        phases[-1].append([cell.get_text(" ", strip=True) for cell in row.select("td")])
    not_due = [
        cells[0] for phase in phases for cells in zip(*phase, strict=True) if set(cells[1:]) == {"Not due"}
    ]  # fmt: skip
    assert set(not_due) == {"Not due"}


def test_what_is_overdue_for_a_whole_programme_stands_above_the_sites(made: World) -> None:
    client = as_(made.manager)
    assert "Overdue for the whole programme" not in page_of(client, BOARD)
    milestone_of(made.programme, "30 April 2020", name="Steering group formed")
    assert "Steering group formed</a>, 30 April 2020." in page_of(client, BOARD)


def test_what_was_missing_on_a_day_goes_by_the_end_of_work_agreed_by_that_day(made: World) -> None:
    """Work was to end in June 2021; in October it was agreed to go on, so that only from then on July is a gap."""
    made.closed.periods.all().delete()
    period(made.closed, Mode.ADAPTED, date(2020, 7, 1), date(2021, 6, 30))
    ends = {"delivery_ends_on": date(2021, 6, 30), "work_ends_on": date(2021, 6, 30)}
    terms = Terms.objects.filter(contract__programme=made.programme)
    terms.update(**ends)
    later = {name: date(2022, 12, 31) for name in ends}
    Terms.objects.create(
        contract=terms.get().contract, number=1, agreed_on=date(2021, 10, 1), reason="Longer.", **later
    )
    client, gap = as_(made.manager), "Nothing is recorded since 1 July 2021"
    for address in (reverse("delivery:site", args=[made.closed.pk]), BOARD):
        assert gap not in page_of(client, f"{address}?on=2021-09-30")
        assert gap in page_of(client, address)
    missing = rows_of(gather(made.programme, Quarter.parse("2021/22 Q2"), now()), "What is missing")
    assert gap not in {text for area, text in missing if area == made.closed.area}


def test_no_quarter_is_still_to_come_at_a_site_that_closed_before_it_delivered(made: World) -> None:
    made.mobilising.periods.all().delete()
    period(made.mobilising, Mode.CLOSED, date(2021, 10, 1))
    page = BeautifulSoup(page_of(as_(made.manager), reverse("delivery:phases")), "html.parser")
    rows = {row.th.get_text(" ", strip=True).split(" from ")[0]: row for row in page.select(".towpath-phases tbody tr")}
    closed = next(row for name, row in rows.items() if name.startswith(made.mobilising.area))
    assert {cell.get_text(strip=True) for cell in closed.select("td")[1:-1]} == {"Not applicable"}
