from django.urls import reverse

from tests.made_up_room.stalls.facts import STALLS, VISITORS
from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.documents.blocks import PaperContents, TableBlock, TableRow, Title
from towpath.facts.counting import Tally
from towpath.foundation.clock import local_day
from towpath.foundation.figures import Audience, released
from towpath.foundation.periods import span_of
from towpath.papers.kinds import EVENTS_OF_BUILDING, PaperKind
from towpath.papers.states import BUILT_AT_ONCE
from towpath.programmes.models import Programme


def gather(programme, quarter, known_at, *, prose, issue_note):
    tally = Tally("programme", [programme.pk], span_of(quarter, local_day(known_at)).last)
    figures = released((tally.figure(fact, programme.pk, quarter) for fact in (STALLS, VISITORS)), Audience.READING)
    row = TableRow((quarter.label, *figures))
    table = TableBlock("Stalls", ("Quarter", STALLS.label, VISITORS.label), (2, 1, 1), (row,))
    return PaperContents((Title(programme.name, below=f"Stalls in {quarter}"), table))


STALL_REPORT = PaperKind(
    name="stalls.quarter", noun="stall report", space="stall_reports", prefix="stall-reports/", command="stalls",
    model=Programme, related=("partnership",), subject_name="programme", title=lambda programme: programme.name,
    page=lambda programme: reverse("stalls:stalls", args=[programme.pk]), began_on=lambda one: one.starts_on,
    gather=gather, require_reportable=lambda programme, quarter: None, states=BUILT_AT_ONCE,
    reads=(Permission.VIEW_PROGRAMMES,),
    sees=lambda user: within(user, Permission.VIEW_PROGRAMMES, Paths("partnership")),
    writes=Permission.EDIT_PROGRAMMES, approves=Permission.EDIT_PROGRAMMES, only_writers="Only managers.",
    only_approvers="Only managers.", only_readers="Only people of the programme.",
    events=EVENTS_OF_BUILDING,
    begin="Build a stall report", button="Build it", lead="", empty="No report.", none_to_read="No report.", waits="",
)  # fmt: skip
