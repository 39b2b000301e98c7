"""The addresses of reports, and of plans on their way out."""

from django.urls import path

from towpath.reports.views import asking, exports, files, reports

app_name = "reports"
urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", asking.ask_for_report, name="ask_for_report"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/progress/", reports.progress, name="progress"),
    path("reports/<int:pk>/try-again/", asking.try_again, name="try_again"),
    path("reports/<int:pk>/picture/", files.picture, name="picture"),
    path("reports/<int:pk>/<str:kind>/", files.report_file, name="report_file"),
    path("plans/<int:pk>/reports/", reports.plan_reports, name="plan_reports"),
    path("plans/<int:pk>/export/", exports.export_plan, name="export_plan"),
    path("plans/<int:pk>/export/<str:kind>/", exports.export_file, name="export_file"),
]
