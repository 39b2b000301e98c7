"""Every address, room by room."""

from django.urls import include, path

from towpath.plans.views.plans import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("towpath.ui.urls")),
    path("", include("towpath.accounts.urls")),
    path("", include("towpath.asking.urls")),
    path("", include("towpath.partners.urls")),
    path("", include("towpath.plans.urls")),
    path("", include("towpath.programmes.urls")),
    path("", include("towpath.sources.urls")),
    path("", include("towpath.practices.urls")),
    path("", include("towpath.training.urls")),
    path("", include("towpath.delivery.urls")),
    path("", include("towpath.papers.urls")),
]

handler400 = "towpath.ui.errors.unreadable"
handler403 = "towpath.ui.errors.refused"
handler404 = "towpath.ui.errors.not_found"
handler500 = "towpath.ui.errors.fault"
