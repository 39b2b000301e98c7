"""The addresses of practices, their register, their sessions and the support they get."""

from django.urls import URLPattern, path, register_converter

from towpath.training.views import (
    attendance,
    certificates,
    counts,
    feedback,
    invitations,
    planning,
    practices,
    questions,
    refreshers,
    register,
    rules,
    sessions,
    sign_ups,
    support,
    support_list,
    taking_in,
)


class PracticeCode:
    """A practice's code in an address: capitals and digits, so that no other page's word is taken for one."""

    regex = "[A-Z0-9]{3,10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PracticeCode, "practice_code")

app_name = "training"

# Practices and the national register.
urlpatterns: list[URLPattern] = [
    path("practices/", practices.practices, name="practices"),
    path("practices/file/", practices.practices_file, name="practices_file"),
    path("practices/closed/", register.closed, name="closed"),
    path("practices/sign-up/", sign_ups.sign_up, name="sign_up"),
    path("practices/<practice_code:code>/", practices.practice, name="practice"),
    path("practices/<practice_code:code>/merge/", register.merge, name="merge"),
    path("practices/key/<int:pk>/", practices.practice_of_key, name="practice_of_key"),
    path("sign-ups/<int:pk>/", practices.signed_up, name="signed_up"),
    path("sign-ups/<int:pk>/amend/", sign_ups.amend_sign_up, name="amend_sign_up"),
    path("sign-ups/<int:pk>/leave/", sign_ups.leave, name="leave"),
    path("sign-ups/<int:pk>/did-not-leave/", sign_ups.take_back_leaving, name="take_back_leaving"),
    path("sign-ups/<int:pk>/counts/", counts.counts, name="counts"),
    path("sign-ups/<int:pk>/headcount/", sign_ups.record_headcount, name="record_headcount"),
    path("sign-ups/<int:pk>/list-size/", sign_ups.record_list_size, name="record_list_size"),
    path("sign-ups/<int:pk>/manager/", sign_ups.name_manager, name="name_manager"),
    path("register/", register.register, name="register"),
    path("register/<int:pk>/", register.register_load, name="register_load"),
    path("practices/refreshers/", refreshers.refreshers, name="refreshers"),
    path("practices/refreshers/file/", refreshers.refreshers_file, name="refreshers_file"),
]

# Sessions, attendance and the rule for fully trained: `urlpatterns += [...]` below this line.
urlpatterns += [
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

# Feedback, certificates, invitations, refreshers due and support: `urlpatterns += [...]` below this line.
urlpatterns += [
    path("sessions/feedback/", questions.feedback_of_sites, name="feedback_of_sites"),
    path("sessions/feedback/file/", questions.feedback_file, name="feedback_file"),
    path("sessions/questions/<int:pk>/", questions.questions, name="questions"),
    path("sessions/<int:pk>/feedback/", feedback.feedback, name="feedback"),
    path("sessions/<int:pk>/feedback/record/", feedback.record_feedback, name="record_feedback"),
    path("sessions/<int:pk>/certificates/", certificates.certificates, name="certificates"),
    path("sessions/<int:pk>/certificates/file/", certificates.certificates_file, name="certificates_file"),
    path("sessions/<int:pk>/certificates/<int:attendance_pk>/", certificates.certificate_file, name="certificate_file"),
    path("sessions/<int:pk>/invitation/", invitations.invitation, name="invitation"),
    path("support/", support.support, name="support"),
    path("support/list/", support_list.support_list, name="support_list"),
    path("support/file/", support_list.support_file, name="support_file"),
    path("support/record/<int:pk>/", support.record_support, name="record_support"),
    path("support/correct/<int:pk>/", support.correct_support, name="correct_support"),
]
