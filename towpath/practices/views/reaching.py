"""Who may reach pages of training, and how a list leaves them as a file."""

from towpath.access.declare import holders_of
from towpath.access.roles import Permission

sees_training = holders_of(Permission.VIEW_TRAINING)
records_training = holders_of(Permission.RECORD_TRAINING)
