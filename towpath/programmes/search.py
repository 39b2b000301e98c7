"""What can be found of programmes and their sites."""

from towpath.programmes.models import Milestone, Programme, Site
from towpath.search.register import Searchable
from towpath.search.register import register as let_find


def register() -> None:
    """Called once, when the room is ready."""
    let_find(
        Searchable(
            model=Programme, title="{name}", words=("model", "summary"),
            visible=Programme.objects.visible_to,
        ),
        Searchable(
            model=Site, title="{area}, {programme__name}",
            visible=Site.objects.visible_to,
        ),
        Searchable(
            model=Milestone, title="{name}", words=("deadline_words", "site__area", "programme__name"),
            page={"site": "programmes:site_record", "programme": "programmes:programme"},
            visible=Milestone.objects.visible_to,
        ),
    )  # fmt: skip
