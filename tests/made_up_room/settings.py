"""The settings of the tests, with one more room."""

from towpath.settings.testing import *  # noqa: F403
from towpath.settings.testing import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.made_up_room.stalls"]
MIGRATION_MODULES = {"stalls": None}
ROOT_URLCONF = "tests.made_up_room.addresses"
