"""What any page may ask about jobs. Nothing is asked of the database until it does."""

from collections.abc import Callable

from django.http import HttpRequest

from towpath.jobs.workers import someone_works

NO_MAIL = "No worker is running, so no mail goes out: ask whoever runs Towpath to start one."


def mail(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """`mail_notice()` for pages that say a mail is on its way; "" where one is."""
    return {"mail_notice": lambda: "" if someone_works() else NO_MAIL}
