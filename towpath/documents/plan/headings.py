"""What plans call their columns: data, gathered from the templates that partnerships use.

Each wording has a weight from 0 to 1: how surely a heading that holds it names that column.
"""

import re

from towpath.documents.plan.columns import PlanColumn

# A column of the days on which actions were done, and perhaps of what came of them: a day alone says so.
COMPLETION = r"^(date|day|month) (of completion|completed|achieved|closed|done)\b"

_WORDINGS: dict[PlanColumn, dict[str, float]] = {
    PlanColumn.NUMBER: {
        r"^(no|nos|number|ref|reference|id|#|item)$": 1.0,
        r"^(action|rec|recs|recommendation|item)s? (no|number|ref|reference|id)( (no|number))?$": 1.0,
    },
    PlanColumn.EXTRA: {
        r"^(cross reference|reference point|source|bill part|issue|notes to reader)$": 1.0,
        r"\b(officer|named person|nominated)\b": 0.95,
        # What Towpath itself writes beside a plan that is taken out.
        r"^(place in plan|deadline means|base date|working date|stands today|rating rule|last reported)$": 1.0,
        r"^(outside control|outside state|other columns|doubts on reading|read from)$": 1.0,
    },
    PlanColumn.RECOMMENDATION: {
        r"\brecommendations?\b": 0.95,
        r"\boverarching action\b": 0.9,
        r"^(priority|priorities|requirement|objective|strategic objective|learning point|finding)s?$": 0.8,
        r"\b(commitment|priority|objective|requirement)\b": 0.5,
        r"^what( we want( to achieve)?)?$": 0.6,
    },
    PlanColumn.ACTION: {
        r"^(sub )?actions?( text)?$": 0.95,
        r"^actions? (to take|to be taken|required|needed|planned)$": 1.0,
        r"\bactions?\b": 0.6,
        r"^(aims?|task|tasks|activity|activities|what we will do|what will we do|what)$": 0.7,
        r"^how( we will do it| will we do it)?$": 0.75,
    },
    PlanColumn.LEAD: {
        r"\b(lead|leads|owner|owners|responsible|responsibility|accountable|addressed to)\b": 0.9,
        r"^(by )?who(m)?$": 0.95,
        r"\b(agency|agencies|partner|partners|organisation|organisations|partnership)\b": 0.6,
    },
    PlanColumn.TIMELINE: {
        r"^(by )?when$": 0.95,
        r"\b(timeline|timescale|timescales|timeframe|deadline|due|completion date|target date)\b": 0.95,
        r"\bdate\b": 0.5,
    },
    PlanColumn.OUTCOME: {
        r"\b(outcome|outcomes)\b": 0.9,
        r"\b(impact|benefit|benefits|results?|difference)\b": 0.6,
    },
    PlanColumn.INDICATORS: {
        r"\b(indicator|indicators|kpi|kpis|metrics?)\b": 0.95,
        r"\b(measure|measures|success|how will we know)\b": 0.8,
        r"^targets?$": 0.6,
    },
    PlanColumn.OUTPUT: {
        r"\b(output|outputs|deliverable|deliverables|product)\b": 0.9,
        r"\bmilestones?\b(?! (met|achieved|reached|completed|to date))": 0.8,  # to come
    },
    PlanColumn.COST: {r"\b(cost|costs|budget|funding|resource|resources)\b": 0.9},
    PlanColumn.RATING: {
        r"^(b?rag|b?rag rating|b?rag status|rating|colour)$": 1.0,
        r"\b(b?rag|rating)\b": 0.8,
        r"^(delivery |current |action )?status$": 0.75,
        r"\bcomplete(d)?( y n| yes no)?$": 0.8,
    },
    PlanColumn.PROGRESS: {
        rf"{COMPLETION}(?!.*\boutcome)": 0.97,
        r"\b(progress|update|updates|commentary|narrative)\b": 0.9,
        r"\bmilestones? (met|achieved|reached|completed|to date)\b": 0.9,
        r"^(notes|comments?|position)$": 0.7,
    },
    PlanColumn.SCOPE: {r"\b(scope|local or regional|local regional|national or local)\b": 0.95, r"^level$": 0.7},
    PlanColumn.THEME: {r"^(theme|strand|pillar|workstream|priority area|category|section|chapter)s?$": 0.95},
}

WORDINGS = {
    column: tuple((re.compile(wording), weight) for wording, weight in wordings.items())
    for column, wordings in _WORDINGS.items()
}


def plain_heading(heading: str) -> str:
    """The words of a heading: "Progress (Red / Amber)" is "progress red amber"."""
    return " ".join(re.findall(r"[^\W_]+|#", heading.casefold()))


def weight(heading: str, column: PlanColumn) -> float:
    """How surely the heading names the column, 0 where it says nothing of the kind."""
    plain = plain_heading(heading)
    return max((found for wording, found in WORDINGS.get(column, ()) if wording.search(plain)), default=0.0)
