"""The addresses of plans, from plan to recommendation to action."""

from django.urls import path

from towpath.plans.views import actions, amending, boards, correcting, exports, plans, progress

app_name = "plans"
urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/<int:pk>/", boards.plan, name="plan"),
    path("plans/<int:pk>/export/", exports.export_plan, name="export_plan"),
    path("plans/<int:pk>/export/<str:kind>/", exports.export_file, name="export_file"),
    path("plans/<int:pk>/amend/", amending.amend_plan, name="amend_plan"),
    path("plan-documents/<int:pk>/date/", amending.date_document, name="date_document"),
    path("recommendations/<int:pk>/", plans.recommendation, name="recommendation"),
    path("actions/", boards.actions, name="actions"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/report-progress/", progress.report_progress, name="report_progress"),
    path("actions/<int:pk>/record-step/", progress.record_outside_step, name="record_outside_step"),
    path("actions/<int:pk>/amend/", amending.amend_action, name="amend_action"),
    path("figures/<int:pk>/decide/", progress.decide_figure, name="decide_figure"),
    path("figures/<int:pk>/decide-again/", correcting.decide_again, name="decide_again"),
    path("updates/<int:pk>/correct/", correcting.correct_update, name="correct_update"),
    path("steps/<int:pk>/correct/", correcting.correct_step, name="correct_step"),
    path("evidence/<int:pk>/", actions.evidence, name="evidence"),
]
