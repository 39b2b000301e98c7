"""The room of partnerships, agencies and posts."""

from django.apps import AppConfig

from towpath.access.roles import Permission
from towpath.audit import subjects
from towpath.ui import first_page, navigation


class PartnersConfig(AppConfig):
    """Offers people to those who look after them, and the audit record to those who may see it."""

    name = "towpath.partners"

    def ready(self) -> None:
        from towpath.partners import history
        from towpath.partners.models import Partnership
        from towpath.records import redacting

        history.register()
        redacting.register_owner(Partnership)
        from towpath.partners.presenters.audit import kinds_of_entry
        from towpath.partners.presenters.people import awaited_by

        subjects.register("accounts.user", "person", needs=Permission.MANAGE_PEOPLE)
        subjects.register("partners.partnership", "agencies", needs=Permission.MANAGE_PEOPLE)
        navigation.register(
            navigation.Item(
                "Remove words", "where_to_remove_words", any_of=(Permission.REDACT,), order=5, place="person"
            )
        )
        navigation.register(navigation.Item("People", "people", any_of=(Permission.MANAGE_PEOPLE,), order=80))
        navigation.register(
            navigation.Item(
                "Jobs that failed", "failed_jobs", any_of=(Permission.MANAGE_PEOPLE, Permission.VIEW_AUDIT), order=95
            )
        )
        first_page.offer(
            first_page.FirstPagePart(
                "People to look after", Permission.MANAGE_PEOPLE, awaited_by, "Everybody invited has signed in.",
                "See everybody who holds a post", "people", order=20,
            )
        )  # fmt: skip
        navigation.register(navigation.Item("Audit record", "audit", any_of=(Permission.VIEW_AUDIT,), order=90))
        first_page.offer(
            first_page.FirstPagePart(
                "Audit record", Permission.VIEW_AUDIT, kinds_of_entry, "", "See the whole record", "audit", order=30
            )
        )
