"""The addresses of papers: the same pages for every kind, under its own prefix and open to its own people."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.urls import URLPattern, include, path
from django.utils.text import slugify

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.papers.kinds import KINDS, PaperKind
from towpath.papers.views import deciding, reading, writing


def _of(kind: PaperKind, view: Callable[..., Any], *permissions: Permission) -> Callable[..., Any]:
    """A view for one kind, open to holders of any of these."""

    @wraps(view)
    def for_kind(*args: Any, **kwargs: Any) -> Any:
        return view(*args, kind=kind, **kwargs)

    return holders_of(*permissions)(for_kind)


def pages_of(kind: PaperKind) -> Iterator[URLPattern]:
    """Nobody writes, approves or restates a paper that is built from the records alone."""
    one, about, rights = f"{kind.prefix}<int:pk>/", f"{slugify(kind.subject_name)}s/<int:pk>/", kind.rights
    reads, writes, decides = rights.reads, rights.writes, rights.decides
    yield path(kind.prefix, _of(kind, reading.papers, *reads), name="papers")
    yield path(f"{kind.prefix}new/", _of(kind, writing.begin, writes), name="begin")
    yield path(f"{about}{kind.prefix}", _of(kind, reading.papers, *reads), name="papers_of")
    yield path(one, _of(kind, reading.paper, *reads), name="paper")
    yield path(f"{one}progress/", _of(kind, reading.progress, *reads), name="progress")
    yield path(f"{one}try-again/", _of(kind, deciding.try_again, decides), name="try_again")
    yield path(f"{one}cancel/", _of(kind, deciding.cancel, decides), name="cancel")
    if kind.is_written:
        yield path(f"{one}write/", _of(kind, writing.write, writes), name="write")
        yield path(f"{one}approve/", _of(kind, deciding.approve, decides), name="approve")
        yield path(f"{one}send-back/", _of(kind, deciding.send_back, decides), name="send_back")
        yield path(f"{one}issue/", _of(kind, deciding.issue, decides), name="issue")
        yield path(f"{one}restate/", _of(kind, writing.restate, writes), name="restate")
    yield path(f"{one}<str:file>/", _of(kind, reading.paper_file, *reads), name="paper_file")


urlpatterns = [path("", include((list(pages_of(kind)), kind.space))) for kind in KINDS]
