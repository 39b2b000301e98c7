"""`towpath figures`: a programme's figures for programs, and in the terminal."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from towpath.audit.events import Event
from towpath.audit.models import Entry
from towpath.delivery.tests.worlds import World


def figures(*arguments: object) -> str:
    out = io.StringIO()
    call_command("figures", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_json_has_number_absence_and_label_of_every_figure(made: World) -> None:
    rows = json.loads(figures("--programme", made.programme.pk, "--on", "2021-11-15", "--format", "json"))
    found = {(row["site"], row["fact"], row["quarter"]): row for row in rows}
    assert found["In-person Island", "sessions", "2021/22-Q3"] == {
        "site": "In-person Island", "fact": "sessions", "quarter": "2021/22-Q3", "number": None,
        "absence": "not_reported", "label": "Not reported",
    }  # fmt: skip
    assert found["Paused Pool", "people", "2021/22-Q2"]["absence"] == "not_reported"
    assert found["Closed Cut", "sessions", "2021/22-Q3"]["absence"] == "not_applicable"
    assert found["Mobilising Mill", "practices_trained", "2021/22-Q3"]["absence"] == "not_due"
    assert found["Blended Basin", "practices_trained", "2021/22-Q3"]["number"] == 2
    earlier = {f"2020/21-Q{number}" for number in range(1, 5)}
    assert {quarter for _, _, quarter in found} == earlier | {f"2021/22-Q{number}" for number in range(1, 4)}


def test_text_is_a_table_and_taking_it_out_is_recorded(made: World) -> None:
    lines = figures("--programme", made.programme.pk).splitlines()
    assert any(line.split() == ["Blended", "Basin", "Sessions", "held", "2021/22-Q3", "3"] for line in lines)
    entry = Entry.objects.filter(event=Event.DELIVERY_EXPORTED).get()
    assert entry.details == {"list": "figures", "rows": len(lines)}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--programme", "404"), "There is no programme 404"),
        (("--on", "2031-01-01"), "1 January 2031 is still to come"),
        (("--on", "2019-01-01"), "was launched on 1 April 2020"),
        (("--on", "soon"), "“soon” is not a day: write it like 2026-09-30."),
        (("--audience", "king"), "invalid choice: 'king'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(made: World, arguments, sentence: str) -> None:
    programme = () if "--programme" in arguments else ("--programme", made.programme.pk)
    with pytest.raises(CommandError, match=sentence):
        figures(*programme, *arguments)
