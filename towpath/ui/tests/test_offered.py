"""Pages that rooms above offer about a record."""

from types import SimpleNamespace

from towpath.access.verdicts import ALLOWED, allowed_if
from towpath.ui.offered import OfferedPage, OfferedPages


def test_pages_come_in_their_order_to_whom_their_policies_allow():
    offered = OfferedPages("plan")
    offered.add(OfferedPage("Later", "plans:amend_plan", lambda user, about: ALLOWED, order=20))
    offered.add(OfferedPage("Sooner", "plans:plan", lambda user, about: ALLOWED, order=10))
    offered.add(
        OfferedPage("For Ada", "plans:recommendation", lambda user, about: allowed_if(user == "Ada", "Ada’s"), order=30)
    )
    plan = SimpleNamespace(pk=7)
    assert [link["label"] for link in offered.links_for("Ada", plan)] == ["Sooner", "Later", "For Ada"]
    assert [link["href"] for link in offered.links_for("Ben", plan)] == ["/plans/7/", "/plans/7/amend/"]
