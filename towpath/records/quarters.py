"""Rows that are of one quarter of a financial year."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import CheckConstraint, Q

from towpath.foundation.periods import FinancialYear, Quarter

AnyRow = TypeVar("AnyRow", bound="OfAQuarter")


def columns_of(quarter: Quarter, through: str = "") -> dict[str, int]:
    """What the two columns hold for a quarter, to set or to ask; `through` is the path of a relation to them."""
    return {
        f"{through}financial_year": quarter.financial_year.first,
        f"{through}quarter_number": quarter.number,
    }  # fmt: skip


def one_of_four_quarters(name: str) -> CheckConstraint:
    """The check of a table under this name: a year has four quarters."""
    return CheckConstraint(condition=Q(quarter_number__range=(1, 4)), name=name)


class OfAQuarter(models.Model):
    """A model whose rows are of one quarter each."""

    financial_year = models.PositiveSmallIntegerField(help_text="The calendar year it begins in.")
    quarter_number = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def quarter(self) -> Quarter:
        return Quarter(FinancialYear(self.financial_year), self.quarter_number)


class OfAQuarterQuerySet(models.QuerySet[AnyRow]):
    """Ways to ask for rows of a quarter."""

    def of(self, quarter: Quarter) -> Self:
        return self.filter(**columns_of(quarter))
