"""What leaves as CSV: every figure with its day and its rule, guarded, counted, and recorded."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.tests.reading import as_
from towpath.delivery.tests.worlds import World
from towpath.foundation.staff import StaffGroup
from towpath.practices.tests.pages import words_of
from towpath.programmes.models import Site
from towpath.training.kinds import SessionKind
from towpath.training.rule import Requirement, Rule
from towpath.training.tests.session_builders import rule_of

RULE = "Fully trained means that each of these was reached"


def taken(client, address: str) -> tuple[list[dict[str, str]], str]:
    """The rows of a file by their headings, and its last line."""
    answer = client.get(address)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    *lines, closing = csv.reader(io.StringIO(text))
    headings, *listed = lines
    return [dict(zip(headings, line, strict=True)) for line in listed], closing[0]


def test_board_leaves_with_a_line_for_each_site(made: World) -> None:
    lines, closing = taken(as_(made.manager), reverse("delivery:board_csv"))
    by_site = {line["Site"]: line for line in lines}
    assert closing == "Rows: 6"
    blended = by_site["Blended Basin"]
    assert blended["Practices fully trained"] == "2"
    assert blended["Target of practices fully trained"] == "4"
    assert blended["Target by the end of"] == "2021/22 Q3"
    assert blended["People, 2021/22 Q3"] == "15"
    assert blended["As at"] == "2021-11-15"
    assert RULE in blended["Rule for fully trained"]
    assert by_site["Mobilising Mill"]["Practices fully trained"] == "Not due"
    assert by_site["Mobilising Mill"]["Target of practices fully trained"] == "No target set"
    assert by_site["In-person Island"]["Practices fully trained"] == "Not reported"
    assert by_site["Paused Pool"]["Sessions, 2021/22 Q3"] == "Not applicable"


def test_board_leaves_as_it_was_narrowed_and_on_its_day(made: World) -> None:
    lines, closing = taken(as_(made.manager), f"{reverse('delivery:board_csv')}?mode=blended&on=2020-12-31")
    assert closing == f"Rows: {len(lines)}"
    assert {line["Mode"] for line in lines} == {"Blended"}
    assert {line["As at"] for line in lines} == {"2020-12-31"}


def test_phases_leave_with_a_line_for_each_quarter_of_delivery(made: World) -> None:
    lines, _ = taken(as_(made.manager), reverse("delivery:phases_csv"))
    blended = [line for line in lines if line["Site"] == "Blended Basin"]
    assert [line["Quarter of delivery"] for line in blended] == ["Before delivery", "1", "2", "3", "4", "5", "6"]
    assert blended[1]["Quarter"] == "2020/21 Q2"
    assert sum(int(line["Sessions held"]) for line in blended[1:]) == made.blended.sessions.held().count()
    assert blended[2]["From"] == "2020-10-01"
    assert RULE in blended[2]["Rule for fully trained"]


def test_site_leaves_with_a_line_for_each_quarter(made: World) -> None:
    lines, closing = taken(as_(made.manager), reverse("delivery:site_csv", args=[made.blended.pk]))
    assert closing == f"Rows: {len(lines)}"
    assert [line["Practices fully trained"] for line in lines] == ["Not due", "0", "1", "1", "1", "1", "2"]
    assert lines[-1]["Target of practices fully trained"] == "4"
    assert lines[-1]["To"] == "2021-11-15"


def test_list_leaves_with_its_window_and_its_rule(made: World) -> None:
    address = f"{reverse('delivery:figures_csv', args=['practices_became_trained'])}?from=2021-04-01&until=2021-12-31"
    lines, _ = taken(as_(made.manager), address)
    assert [line["Site"] for line in lines] == ["Blended Basin"]
    assert (lines[0]["From"], lines[0]["To"], lines[0]["As at"]) == ("2021-04-01", "2021-11-15", "2021-11-15")
    assert RULE in lines[0]["Rule"]


def test_formula_in_a_name_leaves_as_text(made: World) -> None:
    Site.objects.filter(pk=made.blended.pk).update(area="=1+1")
    lines, _ = taken(as_(made.manager), reverse("delivery:board_csv"))
    assert "'=1+1" in {line["Site"] for line in lines}


@pytest.mark.parametrize(
    ("name", "arguments", "listed"),
    [("board_csv", [], "sites"), ("phases_csv", [], "phases"), ("figures_csv", ["people"], "people")],
)
def test_every_file_taken_is_recorded_with_its_rows(made: World, name: str, arguments: list[str], listed: str) -> None:
    lines, _ = taken(as_(made.manager), reverse(f"delivery:{name}", args=arguments))
    entry = Entry.objects.filter(event=Event.DELIVERY_EXPORTED).get()
    assert entry.subject_key == str(made.programme.pk)
    assert entry.details == {"list": listed, "rows": len(lines)}


def test_each_past_figure_leaves_and_is_shown_with_the_rule_that_held_then(made: World) -> None:
    """From October 2021 on half of the GPs are enough; figures of September stand by the rule before."""
    half = Rule((Requirement(SessionKind.CLINICAL_1, (StaffGroup.GP,), 50),))
    rule_of(made.programme, half, in_force_from=date(2021, 10, 1), reason="Agreed anew.")
    new, old = "In force from 1 October 2021.", "In force from 1 April 2020."
    client, pk = as_(made.manager), made.blended.pk
    lines, _ = taken(client, reverse("delivery:site_csv", args=[pk]))
    rules = {line["Quarter"]: line["Rule for fully trained"] for line in lines}
    assert rules["2021/22 Q2"].endswith(old)
    assert rules["2021/22 Q3"].endswith(new)
    lines, _ = taken(client, reverse("delivery:phases_csv"))
    rules = {line["Quarter"]: line["Rule for fully trained"] for line in lines if line["Site"] == "Blended Basin"}
    assert [rules[key].endswith(old) for key in ("", "2021/22 Q2", "2021/22 Q3")] == [True, True, False]
    became = reverse("delivery:figures_csv", args=["practices_became_trained"])
    for query, rule in (("from=2020-10-01&until=2021-09-30", old), (f"site={pk}&nth=2", old), ("on=2021-09-30", old)):
        lines, _ = taken(client, f"{became}?{query}")
        assert lines
        assert {line["Rule"] for line in lines if line["Rule"].endswith(rule)} == {line["Rule"] for line in lines}
    page = words_of(client.get(f"{became.replace('csv/', '')}?from=2020-10-01&until=2021-09-30"))
    assert old in page
    assert new not in page
    for address in (reverse("delivery:site", args=[pk]), reverse("delivery:phases")):
        page = words_of(client.get(address))
        assert "50% of GPs" in page
        assert f"This held for quarters of {made.programme.name} that ended before 1 October 2021." in page
