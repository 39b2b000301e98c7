"""Who is in post at a site."""

from decimal import Decimal
from typing import Any

from django import forms

from towpath.access.roles import MAY, Permission, Reach
from towpath.accounts.models import User
from towpath.foundation.clock import today
from towpath.partners.models import Agency, Partnership
from towpath.programmes.forms.choosing import OneOf, named
from towpath.programmes.models import PostKind, Site
from towpath.ui.fields import DateField, Radios, refuse_reversed

WORKS_AT_SITES = [role.value for role, may in MAY.items() if may.get(Permission.VIEW_PROGRAMMES) is Reach.SITE]


class SitePostForm(forms.Form):
    """Somebody in post: what as, for how much of a week, from when."""

    kind = forms.ChoiceField(
        label="Post", choices=PostKind.choices, widget=Radios, error_messages={"required": "Choose a post."}
    )
    name = named("Name", 120, "Enter the name of the person in post.")
    person: Any = OneOf(
        User.objects.none(),
        label="Their account",
        required=False,
        empty_label="No account",
        help_text="With an account they see this site and record its training. An administrator invites people.",
    )
    agency: Any = OneOf(Agency.objects.none(), label="Employed by", required=False, empty_label="Not stated")
    working_time = forms.DecimalField(
        label="Working time", max_digits=4, decimal_places=2, min_value=Decimal("0.01"), max_value=1,
        help_text="Of a whole post: 1 is five days a week, 0.6 is three.",
        error_messages={"required": "Enter the working time.", "invalid": "Enter a number such as 0.6."},
    )  # fmt: skip
    started_on = DateField(label="First day", called="first day")
    ended_on = DateField(
        label="Last day", called="last day", required=False, help_text="Leave empty until it is known."
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership = site.programme.partnership
        self.fields["person"].queryset = working_at_sites(partnership)  # type: ignore[attr-defined]
        self.fields["agency"].queryset = partnership.agencies.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        refuse_reversed(self, "started_on", "ended_on", "The last day must be on or after the first day.")
        return answers


def working_at_sites(partnership: Partnership) -> Any:
    """Accounts whose role in the partnership lets them see the sites they are in post at."""
    posts = partnership.posts.filter(role__in=WORKS_AT_SITES).not_over_on(today())
    return User.objects.filter(pk__in=posts.values("user")).order_by("name")
