"""What can be done with a whole plan: rooms above plans offer their pages here."""

from towpath.ui.offered import OfferedPages

PLAN_PAGES = OfferedPages("plan")
