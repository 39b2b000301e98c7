"""Every address, with those of one more room."""

from django.urls import include, path

from towpath.urls import *  # noqa: F403
from towpath.urls import urlpatterns

urlpatterns = [path("", include(("tests.made_up_room.stalls.views", "stalls"))), *urlpatterns]
