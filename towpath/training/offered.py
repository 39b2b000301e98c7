"""What can be done with a session: feedback, certificates and invitations offer their pages here."""

from towpath.ui.offered import OfferedPages

SESSION_PAGES = OfferedPages("session")
