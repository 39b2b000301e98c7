from tests.made_up_room.stalls.facts import STALLS, VISITORS
from towpath.access.reach import Paths, within
from towpath.access.roles import Permission
from towpath.documents.blocks import PaperContents, TableBlock, TableRow, Title
from towpath.facts.counting import Tally
from towpath.foundation.clock import local_day
from towpath.foundation.figures import Audience, released
from towpath.foundation.periods import span_of
from towpath.papers.kinds import PaperKind, PaperRights, PaperWording
from towpath.programmes.models import Programme


def gather(programme, quarter, known_at, *, prose, issue_note):
    tally = Tally("programme", [programme.pk], span_of(quarter, local_day(known_at)).last)
    figures = released((tally.figure(fact, programme.pk, quarter) for fact in (STALLS, VISITORS)), Audience.READING)
    row = TableRow((quarter.label, *figures))
    table = TableBlock("Stalls", ("Quarter", STALLS.label, VISITORS.label), (2, 1, 1), (row,))
    return PaperContents((Title(programme.name, below=f"Stalls in {quarter}"), table))


STALL_REPORT = PaperKind(
    name="stalls.quarter", noun="stall report", space="stall_reports", command="stalls",
    model=Programme, began_on=lambda programme: programme.starts_on, gather=gather,
    rights=PaperRights(
        reads=(Permission.VIEW_PROGRAMMES,),
        sees=lambda user: within(user, Permission.VIEW_PROGRAMMES, Paths("partnership")),
        writes=Permission.EDIT_PROGRAMMES,
        only_readers="Only people of the programme.", only_writers="Only managers.",
    ),
    wording=PaperWording(begin="Build a stall report", button="Build it", empty="No report."),
)  # fmt: skip
