"""Names of agencies in a document that may be other names of known ones: asked about, never taken for them unasked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from towpath.documents.plan import ActionDraft, Doubt, DoubtAnswer, PlanDraft, SameAs
from towpath.partners.models import Partnership
from towpath.partners.same_agency import KnownAgencies
from towpath.plans.services.agencies import agencies_of, key_of

SENTENCE = "“{name}” may be “{agency}”: {reason}."


def with_names_doubted(draft: PlanDraft, partnership: Partnership) -> PlanDraft:
    """The draft with a doubt beside every lead that no agency is known by, where it may be another name of one."""
    known = agencies_of(partnership)
    doubts = dict(_doubts(draft, {agency.name for agency in known.values()}, set(known), partnership.name))
    if not doubts:
        return draft
    recommendations = (
        replace(one, actions=tuple(_doubted(action, doubts) for action in one.actions)) for one in draft.recommendations
    )
    return replace(draft, recommendations=tuple(recommendations))


def _doubts(draft: PlanDraft, agencies: set[str], known: set[str], here: str) -> Iterator[tuple[str, Doubt]]:
    """By name: of two names of the document, the one it uses less may be the other."""
    used = Counter(name for action in draft.actions for name in action.leads)
    new = [name for name, _ in used.most_common() if key_of(name) not in known]
    ranks = {name: rank for rank, name in enumerate(new)}
    alike = KnownAgencies([*agencies, *new], here) if new else None
    for name in new:
        found = alike.suggestion(name) if alike else None
        if found and ranks.get(found.agency, -1) < ranks[name]:
            sentence = SENTENCE.format(name=name, agency=found.agency, reason=found.reason)
            same = DoubtAnswer(f"The same agency: {found.agency}", SameAs(name, found.agency, sentence))
            yield name, Doubt("leads", sentence, name, (same,))


def _doubted(action: ActionDraft, doubts: dict[str, Doubt]) -> ActionDraft:
    mine = tuple(doubts[name] for name in action.leads if name in doubts)
    return replace(action, doubts=(*action.doubts, *mine)) if mine else action
