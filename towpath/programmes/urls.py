"""The addresses of programmes, their sites, and all that belongs to them."""

from django.urls import path

from towpath.programmes.views import (
    assessing,
    contracts,
    correcting,
    history,
    milestones,
    programmes,
    setting_up,
    sites,
)

app_name = "programmes"
urlpatterns = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/open/<int:partnership_pk>/", setting_up.open_programme, name="open_programme"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/amend/", setting_up.amend_programme, name="amend_programme"),
    path("programmes/<int:pk>/core-elements/", setting_up.set_core_elements, name="set_core_elements"),
    path("programmes/<int:pk>/phases/add/", setting_up.add_phase, name="add_phase"),
    path("programmes/<int:pk>/contracts/agree/", contracts.agree_contract, name="agree_contract"),
    path("programmes/contracts/<int:pk>/vary/", contracts.vary_contract, name="vary_contract"),
    path("programmes/<int:pk>/sites/add/", sites.add_site, name="add_site"),
    path("programmes/<int:pk>/milestones/set/", milestones.set_milestone, name="set_milestone"),
    path("programmes/milestones/<int:pk>/amend/", milestones.amend_milestone, name="amend_milestone"),
    path("programmes/milestones/<int:pk>/meet/", milestones.meet_milestone, name="meet_milestone"),
    path("sites/mine/", sites.my_sites, name="my_sites"),
    path("sites/<int:pk>/", sites.site_record, name="site"),
    path("sites/<int:pk>/record/", sites.site_record, name="site_record"),
    path("sites/<int:pk>/amend/", sites.amend_site, name="amend_site"),
    path("sites/<int:pk>/partners/add/", sites.add_partner, name="add_partner"),
    path("sites/partners/<int:pk>/end/", sites.end_partner, name="end_partner"),
    path("sites/<int:pk>/periods/record/", history.record_period, name="record_period"),
    path("sites/periods/<int:pk>/amend/", history.amend_period, name="amend_period"),
    path("sites/<int:pk>/posts/give/", history.give_site_post, name="give_site_post"),
    path("sites/posts/<int:pk>/end/", history.end_site_post, name="end_site_post"),
    path("sites/<int:pk>/targets/", assessing.set_targets, name="set_targets"),
    path("sites/<int:pk>/risk-assessments/record/", assessing.assess_risk, name="assess_risk"),
    path("sites/<int:pk>/core-elements/check/", assessing.check_core_elements, name="check_core_elements"),
    path("programmes/phases/<int:pk>/correct/", correcting.correct_phase, name="correct_phase"),
    path("programmes/contracts/<int:pk>/correct/", correcting.correct_contract, name="correct_contract"),
    path("programmes/terms/<int:pk>/correct/", correcting.correct_terms, name="correct_terms"),
    path("programmes/milestones/<int:pk>/not-met/", correcting.take_back_met, name="take_back_met"),
    path("sites/posts/<int:pk>/correct/", correcting.correct_site_post, name="correct_site_post"),
    path("sites/partners/<int:pk>/correct/", correcting.correct_partner, name="correct_partner"),
    path(
        "sites/risk-assessments/<int:pk>/correct/", correcting.correct_risk_assessment, name="correct_risk_assessment"
    ),
]
