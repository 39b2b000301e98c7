"""Who may reach pages of training, and how a list leaves them as a file."""

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.practices.policies import SEES_TRAINING

sees_training = holders_of(*SEES_TRAINING)
records_training = holders_of(Permission.RECORD_ANY_TRAINING, Permission.RECORD_OWN_TRAINING)
