"""The plans room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "towpath.plans"

    def ready(self) -> None:
        from towpath.access.roles import Permission
        from towpath.plans import history
        from towpath.ui.navigation import Item, register

        history.register()
        sees_plans = (Permission.VIEW_PLANS,)
        register(Item("Plans", "plans:plans", any_of=sees_plans, order=10))
        register(Item("Actions", "plans:actions", any_of=sees_plans, order=20))
