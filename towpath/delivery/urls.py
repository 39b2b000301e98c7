"""The addresses of delivery: the board, a site, phases side by side, and the list behind each figure."""

from django.urls import path

from towpath.delivery.views import boards, figures, phases, sites

app_name = "delivery"
urlpatterns = [
    path("delivery/", boards.board, name="board"),
    path("delivery/csv/", boards.board_csv, name="board_csv"),
    path("delivery/phases/", phases.phases, name="phases"),
    path("delivery/phases/csv/", phases.phases_csv, name="phases_csv"),
    path("delivery/sites/<int:pk>/", sites.site, name="site"),
    path("delivery/sites/<int:pk>/csv/", sites.site_csv, name="site_csv"),
    path("delivery/figures/<slug:what>/", figures.figures, name="figures"),
    path("delivery/figures/<slug:what>/csv/", figures.figures_csv, name="figures_csv"),
]
