"""The addresses of sessions, and of the support that practices get."""

from django.urls import URLPattern, path

from towpath.training.views import (
    attendance,
    certificates,
    feedback,
    planning,
    questions,
    refreshers,
    rules,
    sessions,
    support,
    support_list,
    taking_in,
)

app_name = "training"

# Sessions, attendance and the rule for fully trained.
urlpatterns: list[URLPattern] = [
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/file/", sessions.sessions_file, name="sessions_file"),
    path("sessions/plan/", planning.choose_site, name="choose_site"),
    path("sessions/plan/<int:pk>/", planning.plan_session, name="plan_session"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/amend/", planning.amend_session, name="amend_session"),
    path("sessions/<int:pk>/move/", planning.move_session, name="move_session"),
    path("sessions/<int:pk>/attendance/", attendance.record_attendance, name="record_attendance"),
    path("sessions/<int:pk>/attendance/file/", taking_in.take_in, name="take_in_attendance"),
    path("sessions/rules/<int:pk>/", rules.training_rules, name="training_rules"),
    path("sessions/rules/<int:pk>/set/", rules.set_rule, name="set_rule"),
]

# Feedback, certificates, invitations, refreshers due and support.
urlpatterns += [
    path("sessions/feedback/", questions.feedback_of_sites, name="feedback_of_sites"),
    path("sessions/feedback/file/", questions.feedback_file, name="feedback_file"),
    path("sessions/questions/<int:pk>/", questions.questions, name="questions"),
    path("sessions/<int:pk>/feedback/", feedback.feedback, name="feedback"),
    path("sessions/<int:pk>/feedback/record/", feedback.record_feedback, name="record_feedback"),
    path("sessions/<int:pk>/feedback/file/", feedback.take_in_feedback, name="take_in_feedback"),
    path("sessions/<int:pk>/certificates/", certificates.certificates, name="certificates"),
    path("sessions/<int:pk>/certificates/file/", certificates.certificates_file, name="certificates_file"),
    path("sessions/<int:pk>/certificates/<int:attendance_pk>/", certificates.certificate_file, name="certificate_file"),
    path("sessions/<int:pk>/invitation/", planning.invitation, name="invitation"),
    path("practices/refreshers/", refreshers.refreshers, name="refreshers"),
    path("practices/refreshers/file/", refreshers.refreshers_file, name="refreshers_file"),
    path("support/", support.support, name="support"),
    path("support/list/", support_list.support_list, name="support_list"),
    path("support/file/", support_list.support_file, name="support_file"),
    path("support/record/<int:pk>/", support.record_support, name="record_support"),
    path("support/correct/<int:pk>/", support.correct_support, name="correct_support"),
]
