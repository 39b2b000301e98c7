"""Pages about people, posts and agencies."""

from towpath.partners.views.agencies import agencies
from towpath.partners.views.people import close_account, invite_again, people, person, reopen_account
from towpath.partners.views.posts import end_post, give_post, invite

__all__ = [
    "agencies",
    "close_account",
    "end_post",
    "give_post",
    "invite",
    "invite_again",
    "people",
    "person",
    "reopen_account",
]
