"""Programmes, their contracts and phases; sites and their history; milestones, targets, assessments and checks."""

from towpath.programmes.models.delivery import (
    CoreCheck,
    CoreElement,
    Finding,
    Measure,
    RiskAssessment,
    RiskOutcome,
    Target,
)
from towpath.programmes.models.milestones import Milestone
from towpath.programmes.models.programmes import Contract, Phase, Programme, Terms
from towpath.programmes.models.sites import Mode, PostKind, Site, SitePartner, SitePeriod, SitePost

__all__ = [
    "Contract",
    "CoreCheck",
    "CoreElement",
    "Finding",
    "Measure",
    "Milestone",
    "Mode",
    "Phase",
    "PostKind",
    "Programme",
    "RiskAssessment",
    "RiskOutcome",
    "Site",
    "SitePartner",
    "SitePeriod",
    "SitePost",
    "Target",
    "Terms",
]
