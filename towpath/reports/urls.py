"""The addresses of reports, and of plans on their way out."""

from django.urls import path

from towpath.reports.views import (
    asking,
    exports,
    files,
    progress,
    progress_deciding,
    progress_writing,
    reports,
)

app_name = "reports"
urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", asking.ask_for_report, name="ask_for_report"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/progress/", reports.progress, name="progress"),
    path("reports/<int:pk>/try-again/", asking.try_again, name="try_again"),
    path("reports/<int:pk>/cancel/", asking.cancel, name="cancel"),
    path("reports/<int:pk>/<str:kind>/", files.report_file, name="report_file"),
    path("plans/<int:pk>/reports/", reports.plan_reports, name="plan_reports"),
    path("plans/<int:pk>/export/", exports.export_plan, name="export_plan"),
    path("plans/<int:pk>/export/<str:kind>/", exports.export_file, name="export_file"),
    path("progress-reports/", progress.progress_reports, name="progress_reports"),
    path("progress-reports/new/", progress_writing.begin_progress_report, name="begin_progress_report"),
    path("progress-reports/<int:pk>/", progress.progress_report, name="progress_report"),
    path("progress-reports/<int:pk>/write/", progress_writing.write_progress_report, name="write_progress_report"),
    path(
        "progress-reports/<int:pk>/approve/", progress_deciding.approve_progress_report, name="approve_progress_report"
    ),
    path(
        "progress-reports/<int:pk>/send-back/",
        progress_deciding.send_back_progress_report,
        name="send_back_progress_report",
    ),
    path("progress-reports/<int:pk>/issue/", progress_deciding.issue_progress_report, name="issue_progress_report"),
    path(
        "progress-reports/<int:pk>/restate/",
        progress_writing.restate_progress_report,
        name="restate_progress_report",
    ),
    path("progress-reports/<int:pk>/files/", progress.progress_files, name="progress_files"),
    path("progress-reports/<int:pk>/files/again/", progress_deciding.make_progress_files, name="make_progress_files"),
    path(
        "progress-reports/<int:pk>/files/cancel/",
        progress_deciding.cancel_progress_files,
        name="cancel_progress_files",
    ),
    path("progress-reports/<int:pk>/<str:kind>/", progress_deciding.progress_file, name="progress_file"),
]
