"""What rooms above know of a site or a programme: they offer their pages here."""

from towpath.ui.offered import OfferedPages

SITE_PAGES = OfferedPages("site")
PROGRAMME_PAGES = OfferedPages("programme")
