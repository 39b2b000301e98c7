"""From a document's tables to the draft of a plan, for a person to look through before anything is saved."""

from towpath.documents.plan.columns import Guess, Mapping, PlanColumn, shape_of
from towpath.documents.plan.comparison import Comparison, FieldDifference, Pair, PlanEntry, compare, entries
from towpath.documents.plan.door import read_arriving, read_plan
from towpath.documents.plan.draft import (
    ActionDraft,
    Doubt,
    DoubtAnswer,
    DraftFigure,
    LeftOut,
    PlanDraft,
    RecommendationDraft,
    Regrouped,
    SameAs,
    UpdateDraft,
)
from towpath.documents.plan.guessing import guess_columns
from towpath.documents.plan.publishing import as_json
from towpath.documents.plan.settling import AS_READ, Asked, asked, settled
from towpath.documents.plan.tables import choose_table

__all__ = [
    "AS_READ",
    "ActionDraft",
    "Asked",
    "Comparison",
    "Doubt",
    "DoubtAnswer",
    "DraftFigure",
    "FieldDifference",
    "Guess",
    "LeftOut",
    "Mapping",
    "Pair",
    "PlanColumn",
    "PlanDraft",
    "PlanEntry",
    "RecommendationDraft",
    "Regrouped",
    "SameAs",
    "UpdateDraft",
    "as_json",
    "asked",
    "choose_table",
    "compare",
    "entries",
    "guess_columns",
    "read_arriving",
    "read_plan",
    "settled",
    "shape_of",
]
