"""Where administrators look after people, posts and agencies, and where the audit record is read."""

from django.urls import path

from towpath.partners.views import audit, jobs, people, posts, proposals, redacting

urlpatterns = [
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.export_audit, name="export_audit"),
    path("what-is-recorded/looked-up/", audit.looked_up, name="looked_up"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/posts/give/<int:partnership_pk>/", posts.give_post, name="give_post"),
    path("people/<int:pk>/close/", people.close_account, name="close_account"),
    path("people/<int:pk>/reopen/", people.reopen_account, name="reopen_account"),
    path("people/<int:pk>/sign-out/", people.sign_out_person, name="sign_out_person"),
    path("people/<int:pk>/invite-again/", people.invite_again, name="invite_again"),
    path("people/<int:pk>/correct/", proposals.correct_person, name="correct_person"),
    path("people/<int:pk>/lost-factor/", proposals.propose_removing_factor, name="propose_removing_factor"),
    path("people/<int:pk>/address/", proposals.propose_address, name="propose_address"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/agree/", proposals.agree, name="agree_to_proposal"),
    path("proposals/<int:pk>/decline/", proposals.decline, name="decline_proposal"),
    path("partnerships/<int:partnership_pk>/own-role/", proposals.propose_own_role, name="propose_own_role"),
    path("partnerships/<int:partnership_pk>/sign-in/", posts.sign_in_rules, name="sign_in_rules"),
    path("posts/<int:pk>/end/", posts.end_post, name="end_post"),
    path("posts/<int:pk>/correct/", posts.correct_post, name="correct_post"),
    path("agencies/<int:pk>/correct/", posts.correct_agency, name="correct_agency"),
    path("partnerships/<int:partnership_pk>/invite/", posts.invite, name="invite"),
    path("remove-words/", redacting.where_to_remove_words, name="where_to_remove_words"),
    path("partnerships/<int:partnership_pk>/remove-words/", redacting.remove_words, name="remove_words"),
    path("partnerships/<int:partnership_pk>/agencies/", posts.agencies, name="agencies"),
    path("jobs/failed/", jobs.failed_jobs, name="failed_jobs"),
    path("jobs/<int:pk>/try-again/", jobs.try_job_again, name="try_job_again"),
]
