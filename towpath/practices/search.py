"""What can be found of practices: what the national register says of them, which is public."""

from towpath.practices.models import Practice
from towpath.search.register import Searchable
from towpath.search.register import register as let_find

PRACTICE = Searchable(
    model=Practice, title="{name} ({code})", words=("postcode", "postcode_squeezed", "address"),
    page={"code": "practices:practice"}, visible=Practice.objects.visible_to,
)  # fmt: skip


def register() -> None:
    """Called once, when the room is ready."""
    let_find(PRACTICE)
