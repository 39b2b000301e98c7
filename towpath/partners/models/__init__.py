"""Who the partnership is: its areas, its agencies, the posts people hold, and what waits for a second person."""

from towpath.partners.models.partnerships import Agency, Duty, Partnership, roles_asked_at_first
from towpath.partners.models.posts import Post
from towpath.partners.models.proposals import Proposal, ProposalKind, ProposalState

__all__ = ["Agency", "Duty", "Partnership", "Post", "Proposal", "ProposalKind", "ProposalState", "roles_asked_at_first"]
