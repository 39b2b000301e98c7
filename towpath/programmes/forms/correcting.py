"""The forms in which something is corrected: those in which it was recorded, and why it is another."""

from typing import Any

from django import forms

from towpath.programmes.forms.assessing import RiskForm
from towpath.programmes.forms.choosing import named
from towpath.programmes.forms.contracts import VariationForm
from towpath.programmes.forms.posts import SitePostForm
from towpath.programmes.forms.programmes import PhaseForm
from towpath.programmes.forms.sites import PartnerForm
from towpath.records.forms import ReasonField
from towpath.ui.fields import DateField, SeenVersion


class WhyForm(forms.Form):
    """Why it is corrected, and the version that the person saw."""

    why = ReasonField(label="Why is it corrected?")
    version = SeenVersion()


class CorrectSitePostForm(SitePostForm, WhyForm):
    """Somebody in post, corrected."""

    field_order = ("kind", "name", "person", "agency", "working_time", "started_on", "ended_on", "why")


class CorrectPartnerForm(PartnerForm, WhyForm):
    """An agency that delivers at a site, corrected."""

    field_order = ("agency", "started_on", "ended_on", "why")


class CorrectPhaseForm(PhaseForm, WhyForm):
    """A wave of sites, corrected."""

    field_order = ("name", "starts_on", "ends_on", "why")


class CorrectContractForm(WhyForm):
    """A contract's title and start, corrected."""

    title = named("Title of the contract", 200, "Enter the title of the contract.")
    starts_on = DateField(label="Start of the contract", called="start of the contract")
    field_order = ("title", "starts_on", "why")


class CorrectTermsForm(VariationForm, WhyForm):
    """The terms of a contract, corrected. Those first agreed were not varied, so they need no reason of their own."""

    field_order: Any = ("agreed_on", "reason", "delivery_ends_on", "work_ends_on", "budget", "why")

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            self.fields["reason"].required = False
            self.fields["reason"].label = "What is to be said of it?"
            self.fields["reason"].help_text = ""
            self.fields["budget"].help_text = ""


class CorrectRiskForm(RiskForm, WhyForm):
    """An assessment of working face to face, corrected."""

    field_order = ("made_on", "made_by", "outcome", "measures", "review_on", "evidence", "why")
