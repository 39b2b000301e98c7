"""The national register of practices, and a site's own practices with their staff and patients."""

from towpath.practices.models.register import ChangeKind, Practice, PracticeChange, RegisterLoad
from towpath.practices.models.sign_ups import Headcount, ListSize, SignUp

__all__ = ["ChangeKind", "Headcount", "ListSize", "Practice", "PracticeChange", "RegisterLoad", "SignUp"]
