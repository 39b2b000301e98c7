"""The room of the training of practices."""

from django.apps import AppConfig

from towpath.access.roles import Permission, Reach
from towpath.ui import first_page, navigation
from towpath.ui.offered import OfferedPage


class TrainingConfig(AppConfig):
    """Offers sessions and support to those who may see them, and its pages to the rooms below."""

    name = "towpath.training"

    def ready(self) -> None:
        from towpath.training import history, search
        from towpath.training.facts import sessions

        history.register()
        search.register()
        sessions.register()
        _offer_lists()
        _offer_on_first_page()
        _offer_about_programmes()
        _offer_about_sessions()
        _offer_on_practices()


def _offer_lists() -> None:
    navigation.MENU.add(
        navigation.Item("Sessions", "training:sessions", order=54),
        navigation.Item("Support", "training:support", order=58),
    )


def _offer_on_first_page() -> None:
    from towpath.training.presenters.first_page import (
        practices_managed_by,
        refreshers_to_plan,
        sessions_to_record,
    )

    first_page.PARTS.add(
        first_page.FirstPagePart(
            "Sessions to record", Permission.RECORD_TRAINING, sessions_to_record, "Every session held is recorded.",
            "See every session", "training:sessions", order=6, reach=Reach.SITE,
        ),
        first_page.FirstPagePart(
            "Your practice", Permission.VIEW_TRAINING, practices_managed_by,
            "No practice names you as its manager yet: ask its advocate educator.", "See your practice",
            "practices:practices", order=5, reach=Reach.PRACTICE,
        ),
        first_page.FirstPagePart(
            "Refreshers to plan", Permission.RECORD_TRAINING, refreshers_to_plan,
            "No refresher is due that is not planned already.", "See every refresher due", "training:refreshers",
            order=8, reach=Reach.SITE,
        ),
    )  # fmt: skip


def _offer_about_programmes() -> None:
    from towpath.practices.policies import may_record_training
    from towpath.programmes.offered import PROGRAMME_PAGES, SITE_PAGES
    from towpath.programmes.policies import may_see_programme
    from towpath.training import policies

    PROGRAMME_PAGES.add(
        OfferedPage("What fully trained means", "training:training_rules", may_see_programme, order=20),
        OfferedPage("Questions before and after sessions", "training:questions", policies.may_set_questions, order=30),
    )
    SITE_PAGES.add(OfferedPage("Plan a session", "training:plan_session", may_record_training, order=30))


def _offer_about_sessions() -> None:
    from towpath.training import policies
    from towpath.training.offered import SESSION_PAGES

    SESSION_PAGES.add(
        OfferedPage("Feedback", "training:feedback", policies.may_see_feedback, order=20),
        OfferedPage("Certificates", "training:certificates", policies.may_take_certificates, order=30),
        OfferedPage("Calendar invitation", "training:invitation", policies.may_take_invitation, order=40),
    )


def _offer_on_practices() -> None:
    from towpath.practices import trained
    from towpath.practices.parts import LISTS, PARTS, SIGN_UP_PARTS, PracticePart, SignUpPart
    from towpath.training.facts.practices import trained_on
    from towpath.training.presenters.practice_parts import sessions_of, support_of
    from towpath.training.presenters.practice_status import statuses_of

    PARTS.add(
        PracticePart("Training sessions", "training/practice_sessions.html", sessions_of, order=10),
        PracticePart("Support given", "training/practice_support.html", support_of, order=20),
    )
    SIGN_UP_PARTS.add(SignUpPart("training/practice_status.html", statuses_of))
    LISTS.put("training:refreshers", "Refreshers due")
    trained.TRAINED_ON.add(trained_on)
