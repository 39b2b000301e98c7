"""Pages about people, posts and agencies, and about jobs that failed."""

from towpath.partners.views.agencies import agencies
from towpath.partners.views.jobs import failed_jobs, try_job_again
from towpath.partners.views.people import close_account, invite_again, people, person, reopen_account
from towpath.partners.views.posts import end_post, give_post, invite

__all__ = [
    "agencies",
    "close_account",
    "end_post",
    "failed_jobs",
    "give_post",
    "invite",
    "invite_again",
    "people",
    "person",
    "reopen_account",
    "try_job_again",
]
