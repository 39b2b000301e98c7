"""The picture of a programme shows what is recorded, where nothing is, and never runs its words together."""

import re
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest
import typst
import vl_convert
from bs4 import BeautifulSoup
from django.template import engines
from hypothesis import example, given, settings
from hypothesis import strategies as st

from towpath.documents.blocks import words_of
from towpath.documents.writers.letters import clusters
from towpath.ui.timeline import (
    DateLine,
    Lane,
    MilestoneMark,
    Stretch,
    Timeline,
    draw,
    draw_narrow,
    gaps_of,
    present_timeline,
    timeline_for_paper,
)
from towpath.ui.timeline.lettering import cut, width_of, wrap
from towpath.ui.timeline.looks import ANY_OTHER, LOOKS
from towpath.ui.timeline.placing import Wanted, place

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2020, 11, 12)
DRAWINGS = pytest.mark.parametrize("drawing", [draw, draw_narrow])

DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))
MODES = [(kind, kind.replace("_", " ").capitalize()) for kind in [*LOOKS, "weekends only"]]
NAMES = st.sampled_from(
    ["Croydon", "Hammersmith and Fulham", "Llanfairpwllgwyngyllgogerychwyrndrobwll", "City", "伦敦"]
)


@st.composite
def stretches(draw_from, may_be_open=True) -> tuple[Stretch, ...]:
    """Stretches that follow each other, at times with days between."""
    day, made = draw_from(DAYS), []
    for days, rest in draw_from(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90)), max_size=5)):
        kind, label = draw_from(st.sampled_from(MODES))
        made.append(Stretch(kind, label, day, day + timedelta(days=days)))
        day += timedelta(days=days + rest)
    if made and may_be_open and draw_from(st.booleans()):
        made[-1] = Stretch(made[-1].kind, made[-1].label, made[-1].start)
    return tuple(made)


MARKS = st.builds(
    MilestoneMark,
    st.sampled_from(["Risk assessment", "25 practices trained", "A milestone of very many words " * 5]),
    DAYS,
    st.sampled_from(["met", "to meet", "overdue"]),
)
LANES = st.builds(
    Lane,
    st.sampled_from(["", "Phase 1", "Phase 2"]),
    NAMES,
    st.sampled_from(["", "Two partner agencies and a third that joined them in the summer"]),
    st.sampled_from(["", "programmes.site:5"]),
    stretches(),
    st.lists(MARKS, max_size=5).map(tuple),
)
LINES = st.builds(DateLine, st.sampled_from(["Delivery ends", "All other work ends"]), DAYS, st.booleans())
TIMELINES = st.builds(
    Timeline,
    st.just("A programme"),
    st.lists(LANES, min_size=1, max_size=5).map(tuple),
    st.lists(LINES, max_size=4).map(tuple),
    st.none() | DAYS,
)


def stretch(kind="blended", start=date(2020, 10, 1), end=None, note="") -> Stretch:
    return Stretch(kind, dict(MODES)[kind], start, end, note)


def programme(*stretches: Stretch, marks=(), lines=(), today=TODAY, **lane) -> Timeline:
    lanes = (Lane("Phase 1", "Croydon", stretches=stretches, marks=marks, **lane),)
    return Timeline("A programme", lanes, lines, today)


def days_of(part, last: date) -> set[date]:
    return {part.start + timedelta(days=n) for n in range(((part.end or last) - part.start).days + 1)}


def words_in(svg: str) -> str:
    return " ".join(node.get_text(" ") for node in BeautifulSoup(svg, "xml").find_all("text"))


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Each line of text with where it stands: left, top, right, bottom."""
    found = []

    def look_into(node, down: float) -> None:
        down += float((re.search(r"translate\(\S+ (\S+)\)", node.get("transform", "")) or [0, 0])[1])
        across = float((re.search(r"translate\((\S+) ", node.get("transform", "")) or [0, 0])[1])
        for line in [node] if node.tag == f"{SVG}text" and node.text else node.findall(f"{SVG}tspan"):
            size = float(node.get("font-size"))
            width = width_of(line.text, size, node.get("font-weight") == "bold")
            x, y = float(line.get("x")), float(line.get("y")) + down
            left = x - width * {"end": 1, "middle": 0.5}.get(node.get("text-anchor"), 0)
            found.append((line.text, left, y - size * 0.7, left + width, y + size * 0.1))
        for child in node:
            if child.tag != f"{SVG}text" or not across:  # the letters in the key's swatches move sideways too
                look_into(child, down)

    look_into(ElementTree.fromstring(svg), 0)
    return found


@given(stretches(may_be_open=False), st.none() | DAYS)
def test_gaps_and_stretches_share_no_day_and_cover_every_day(parts, until):
    gaps = gaps_of(parts, until)
    covered = [days_of(part, date.max) for part in [*parts, *gaps]]
    assert sum(map(len, covered)) == len(set().union(*covered))
    if parts:
        last = max(part.end for part in parts)
        first, last = parts[0].start, max(last, until or last)
        assert set().union(*covered) == {first + timedelta(days=n) for n in range((last - first).days + 1)}


def test_stretches_that_overlap_leave_a_gap_only_where_neither_reaches():
    long, inside = stretch(end=date(2021, 3, 31)), stretch("paused", date(2020, 11, 1), date(2020, 11, 30))
    later = stretch("closed", date(2021, 4, 2))
    (gap,) = gaps_of([later, inside, long], until=date(2022, 1, 1))
    assert gap.start == gap.end == date(2021, 4, 1)


def test_nobody_expects_a_record_after_closing_or_after_all_work_ends():
    ended, closed = stretch(end=date(2020, 10, 31)), stretch("closed", date(2020, 9, 1), date(2020, 10, 31))
    over = (
        DateLine("All work ends", date(2020, 11, 5)),
        DateLine("All work ends", date(2020, 10, 1), is_superseded=True),
    )
    for timeline, last in ((programme(ended), TODAY), (programme(ended, lines=over), date(2020, 11, 5))):
        (gap,) = timeline.gaps_in(timeline.lanes[0])
        assert (gap.start, gap.end) == (date(2020, 11, 1), last)
    assert not programme(closed).gaps_in(programme(closed).lanes[0])


def test_stretch_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="cannot end on 2020-09-30"):
        stretch(end=date(2020, 9, 30))


@given(
    st.lists(st.builds(Wanted, st.floats(0, 800), st.floats(1, 900), st.just(5), st.none() | st.just(14.0)), max_size=9)
)
def test_words_beside_their_points_never_meet(wanted):
    for side in ("left", "right"):
        places = place(wanted, 0, 800, side, most_rows=3)
        assert not [pair for pair in combinations(places, 2) if pair[0].meets(pair[1])]


@pytest.mark.parametrize(("x", "side"), [(795, "left"), (5, "right")])
def test_what_stands_for_words_at_the_edge_does_not_lie_on_its_own_mark(x, side):
    (found,) = place([Wanted(x, 900, reach=9.5, short=14)], 0, 800, "right", most_rows=3)
    assert (found.is_short, found.side) == (True, side)
    assert min(abs(found.left - x), abs(found.right - x)) == 9.5


@DRAWINGS
@settings(max_examples=60, deadline=None)
@given(timeline=TIMELINES)
def test_no_words_of_a_picture_meet_or_leave_it(drawing, timeline):
    svg = drawing(timeline)
    width, height = float(re.search(r'width="(\S+)"', svg)[1]), float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])
    placed = boxes(svg)
    for words, left, top, right, bottom in placed:
        assert left >= -1, words
        assert right <= width + 1, words
        assert 0 <= top < bottom <= height, words
    for one, other in combinations(placed, 2):
        meet = one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
        assert not meet, (one, other)


@DRAWINGS
def test_board_member_reads_mode_gap_milestone_ends_and_today(drawing):
    svg = drawing(
        programme(
            stretch("adapted", date(2020, 4, 1), date(2020, 7, 31)),
            stretch("blended", date(2021, 1, 1), date(2021, 9, 30)),
            marks=(MilestoneMark("Risk assessment", date(2020, 10, 1), "overdue"),),
            lines=(DateLine("Delivery ends", date(2021, 9, 30), True), DateLine("Delivery ends", date(2022, 1, 31))),
        )
    )
    said = words_in(svg)
    for words in (
        "Phase 1", "Croydon", "Blended", "Nothing recorded", "Risk assessment (overdue)", "Today 12 Nov 2020",
        "Delivery ends 31 Jan 2022", "Delivery ends, earlier: 30 Sep 2021", "As agreed earlier", "2021/22",
    ):  # fmt: skip
        assert words in said
    assert "No end recorded" not in said


def test_every_mode_differs_by_texture_and_letter_and_not_by_colour_alone():
    looks = [*LOOKS.values(), ANY_OTHER]
    assert len({look.texture for look in looks}) == len({look.letter for look in looks}) == len(looks)


@pytest.mark.parametrize("look", [*LOOKS.values(), ANY_OTHER], ids=[*LOOKS, "any other"])
def test_words_and_edges_of_a_mode_have_contrast(look):
    assert contrast(look.ink, look.fill) >= 4.5
    assert contrast(look.edge, "#ffffff") >= 3
    assert look.texture == "M0 0" or contrast(look.thread, look.fill) >= 3


def contrast(one: str, other: str) -> float:
    """As WCAG reckons it."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_single_day_is_wide_enough_to_be_seen():
    svg = draw(programme(stretch("paused", TODAY, TODAY), stretch("blended", date(2015, 1, 1), date(2015, 2, 1))))
    title = next(title for title in BeautifulSoup(svg, "xml").find_all("title") if "Paused" in title.text)
    left, right = re.match(r"M(\S+) \S+H(\S+)V", title.find_next("path")["d"]).groups()
    assert float(right) - float(left) >= 3


def test_stretch_without_end_points_beyond_the_edge_and_the_key_says_so():
    is_open, ended = draw(programme(stretch())), draw(programme(stretch(end=date(2021, 9, 30))))
    assert "No end recorded" in words_in(is_open)
    assert "No end recorded" not in words_in(ended)
    assert is_open.count("L") > ended.count("L")


def test_today_long_after_the_end_is_said_rather_than_stretching_the_picture():
    ended = stretch(end=date(2021, 9, 30))
    closed = stretch("closed", date(2021, 10, 1), date(2021, 10, 31))
    said = words_in(draw(programme(ended, closed, today=date(2026, 3, 3))))
    assert "Today, 3 Mar 2026, is after the days shown" in said
    assert "2026/27" not in said


def test_milestones_that_crowd_stand_as_numbers_with_a_list():
    marks = tuple(MilestoneMark(f"Milestone {number}", TODAY + timedelta(days=number), "met") for number in range(6))
    svg = draw(programme(stretch(), marks=marks))
    assert all(f"Milestone {number}" in words_in(svg) for number in range(6))
    listed = re.findall(r"Croydon: Milestone \d", words_in(svg))
    assert 0 < len(listed) < 6


def test_lane_of_milestones_alone_is_not_said_to_lack_a_mode():
    marks = (MilestoneMark("Mid-point review", TODAY),)
    assert "Nothing recorded" not in words_in(draw(programme(marks=marks, has_marks_alone=True)))
    assert "Nothing recorded" in words_in(draw(programme(marks=marks)))


def test_far_apart_days_leave_room_between_the_names_of_years():
    years = re.findall(r"\d{4}/\d\d", words_in(draw(programme(stretch(start=date(1901, 1, 1), end=date(2989, 1, 1))))))
    assert 3 < len(years) < 14


@DRAWINGS
def test_picture_carries_no_style_no_script_and_no_mark_up_of_those_who_typed(drawing):
    hostile = '<script>alert("x")</script> & \x0b" onload="x'
    lane = Lane(hostile, hostile, hostile, hostile, (Stretch(hostile, hostile, TODAY, None, hostile),),
                (MilestoneMark(hostile, TODAY),))  # fmt: skip
    svg = drawing(Timeline(hostile, (lane,), (DateLine(hostile, TODAY),), TODAY))
    tags = list(ElementTree.fromstring(svg).iter())
    assert {tag.tag.removeprefix(SVG) for tag in tags}.isdisjoint({"script", "style", "image", "foreignObject"})
    assert not [name for tag in tags for name in tag.attrib if name == "style" or name.startswith("on")]


def test_no_lanes_give_a_sentence_instead_of_a_picture():
    page = shown(Timeline("A programme", ()))
    assert page.get_text(" ", strip=True) == "No site is recorded yet, so there is nothing to draw."


def shown(timeline: Timeline) -> BeautifulSoup:
    source = '{% from "ui/macros/blocks.html" import picture %}{{ picture(block) }}'
    page = engines["pages"].from_string(source).render({"block": present_timeline(timeline)})
    return BeautifulSoup(page, "html.parser")


def test_page_holds_the_same_facts_as_tables():
    page = shown(
        programme(
            stretch("paused", date(2020, 4, 1), date(2020, 8, 31), "Nobody in post."),
            stretch(),
            marks=(MilestoneMark("Risk assessment", date(2020, 9, 15), "met"),),
            lines=(DateLine("Delivery ends", date(2021, 9, 30), True),),
        )
    )
    stretches, marks, lines = (
        [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")]
        for table in page.details.find_all("table")
    )
    assert stretches == [
        ["Croydon", "Phase 1", "Paused", "1 April 2020", "31 August 2020", "Nobody in post."],
        ["Croydon", "Phase 1", "Nothing recorded", "1 September 2020", "30 September 2020", ""],
        ["Croydon", "Phase 1", "Blended", "1 October 2020", "No end recorded", ""],
    ]
    assert marks == [["Croydon", "Risk assessment: 15 September 2020, met"]]
    assert lines == [
        ["Delivery ends", "30 September 2021", "Agreed earlier"],
        ["Today", "12 November 2020", ""],
    ]


def test_names_in_the_tables_lead_to_the_pages_of_their_sites_too():
    page = shown(programme(stretch(), about="programmes.site:5"))
    assert [link.get_text() for link in page.details.find_all("a", href="/sites/5/")] == ["Croydon"]


def test_paper_has_the_same_days_without_links_in_parts_that_a_page_holds():
    lanes = tuple(Lane("Phase 1", f"Site {n}", about=f"programmes.site:{n}", stretches=(stretch(),)) for n in range(20))
    timeline = Timeline("A programme", lanes, today=TODAY)
    paper, page = timeline_for_paper(timeline), present_timeline(timeline)
    assert [words_in(part.svg).count("Site") for part in paper.printed] == [10, 10]
    assert [part.sentence[:9] for part in paper.printed] == ["10 sites:", "10 sites:"]
    assert "href" not in paper.wide + paper.narrow
    assert "href" in page.wide
    for mine, theirs in zip(paper.tables, page.tables[1:], strict=True):
        assert [list(map(words_of, row.cells)) for row in mine.rows] == [
            list(map(words_of, row.cells)) for row in theirs.rows
        ]


def test_sentence_counts_sites_milestones_and_ends():
    timeline = Timeline(
        "A programme",
        (
            Lane("Phase 1", "Croydon", stretches=(stretch(),), marks=(MilestoneMark("One", TODAY, "met"),)),
            Lane("Phase 2", "Brent", stretches=(stretch("mobilising", date(2020, 12, 1)),)),
            Lane("Phase 2", "Ealing"),
            Lane("", "Whole programme", marks=(MilestoneMark("Two", TODAY, "overdue"),), has_marks_alone=True),
        ),
        (DateLine("Delivery ends", date(2021, 9, 30), True), DateLine("Delivery ends", date(2022, 1, 31))),
        TODAY,
    )
    assert present_timeline(timeline).sentence == (
        "3 sites in 2 phases: on 12 November 2020, 1 blended, 1 not begun and 1 with nothing recorded; "
        "1 of 2 milestones met and 1 overdue; delivery ends on 31 January 2022 (agreed earlier: 30 September 2021)."
    )


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((stretch(end=date(2021, 9, 30)),), "Blended until 30 Sep 2021"),
        ((stretch(),), "Blended, no end recorded"),
        ((stretch("mobilising", date(2021, 1, 1)),), "Mobilising from 1 Jan 2021"),
        ((stretch("closed", date(2020, 1, 1), date(2020, 1, 31)),), "Ended on 31 Jan 2020 (closed)"),
        ((stretch(end=date(2020, 10, 31)),), "Nothing recorded today"),
        ((), "Nothing recorded today"),
    ],
)
def test_phone_says_how_a_site_stands_today(parts, said):
    assert said in words_in(draw_narrow(programme(*parts)))


def test_screen_reader_meets_a_named_picture_and_its_links_apart_from_it():
    page = shown(programme(stretch(), about="programmes.site:5"))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for picture in page.find_all(attrs={"role": "img"}):
        assert page.find(id=picture["aria-labelledby"]).get_text() == "A programme"
        assert "1 site" in page.find(id=picture["aria-describedby"]).get_text()
        assert not picture.find("a")
    assert [link.get_text() for link in page.svg.find_all("a", href="/sites/5/")] == ["Croydon"]


def test_name_over_two_lines_keeps_the_space_between_its_words():
    lane = Lane("", "Hammersmith and Fulham and its neighbours", about="programmes.site:5", stretches=(stretch(),))
    link = BeautifulSoup(draw(Timeline("A programme", (lane,))), "xml").find("a")
    assert len(link.find_all("tspan")) > 1
    assert link.get_text() == lane.label


@given(st.text(max_size=60), st.integers(20, 200))
@example("\u0e5c\U0001f3fb", 20)  # a letter and what is drawn upon it are one, and wider than the room
def test_wrapped_words_fit_and_none_is_lost(words, room):
    lines = wrap(words, 12, room)
    assert [line for line in lines if len(list(clusters(line))) > 1 and width_of(line, 12) > room] == []
    assert re.sub(r"[ \t\r\n]", "", "".join(lines)) == re.sub(r"[ \t\r\n]", "", words)


def test_picture_goes_into_word_and_pdf(tmp_path):
    svg = draw(programme(stretch("paused", date(2020, 1, 1), date(2020, 9, 1)), stretch()), width=680)
    assert vl_convert.svg_to_png(svg).startswith(b"\x89PNG")
    (tmp_path / "picture.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "page.typ").write_text('#set document(title: "A")\n#image("picture.svg", alt: "One site")')
    assert typst.compile(str(tmp_path / "page.typ"), format="pdf", pdf_standards="ua-1").startswith(b"%PDF")


def test_no_word_is_broken_or_cut_between_a_letter_and_its_mark():
    word = "মি́" * 30
    pieces = [*wrap(word, 10, 40), cut(word, 10, 40).removesuffix("…")]
    assert len(pieces) > 5
    assert all(piece.startswith("মি́") and piece.endswith("́") for piece in pieces)


def test_a_mark_upon_a_letter_takes_no_room():
    assert width_of("é", 10) == width_of("e", 10)
