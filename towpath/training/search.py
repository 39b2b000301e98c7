"""What can be found of training sessions: never who came, what they thought, or the notes of a session."""

from towpath.search.register import Searchable
from towpath.search.register import register as let_find
from towpath.training.models import Session


def register() -> None:
    """Called once, when the room is ready."""
    let_find(
        Searchable(
            model=Session, title="{kind} on {held_on} at {site__area}", words=("place", "mode"),
            visible=Session.objects.visible_to,
        )
    )  # fmt: skip
