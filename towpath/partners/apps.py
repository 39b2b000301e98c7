"""The room of partnerships, agencies and posts."""

from django.apps import AppConfig

from towpath.access.roles import Permission
from towpath.ui import first_page, navigation, record_pages


class PartnersConfig(AppConfig):
    """Offers people to those who look after them, and the audit record to those who may see it."""

    name = "towpath.partners"

    def ready(self) -> None:
        from towpath.partners import history
        from towpath.partners.models import Partnership
        from towpath.records import redacting

        history.register()
        redacting.OWNER.add(Partnership)
        from towpath.partners.presenters.audit import kinds_of_entry
        from towpath.partners.presenters.people import awaited_by

        record_pages.PAGES.put("accounts.user", "person")
        navigation.MENU.add(
            navigation.Item("Remove words", "where_to_remove_words", order=5, place="person"),
            navigation.Item("Who looked you up", "looked_up", order=15, place="person"),
            navigation.Item("People", "people", order=80),
            navigation.Item("Audit record", "audit", order=90),
            navigation.Item("Jobs that failed", "failed_jobs", order=95),
        )
        first_page.PARTS.add(
            first_page.FirstPagePart(
                "People to look after", Permission.MANAGE_PEOPLE, awaited_by, "Everybody invited has signed in.",
                "See everybody who holds a post", "people", order=20,
            ),
            first_page.FirstPagePart(
                "Audit record", Permission.VIEW_AUDIT, kinds_of_entry, "", "See the whole record", "audit", order=30
            ),
        )  # fmt: skip
