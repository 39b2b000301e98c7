"""The index: what is kept of each record that can be found."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length, StrIndex
from django.db.models.lookups import GreaterThan

from towpath.access.sensitivity import classified
from towpath.accounts.models import User
from towpath.search.register import SEARCHABLES


class IndexEntryQuerySet(models.QuerySet["IndexEntry"]):
    """Ways to ask for entries of the index."""

    def visible_to(self, user: User) -> "IndexEntryQuerySet":
        """Entries of records that this person finds in the records' own room."""
        seen = Q(pk__in=[])
        for one in SEARCHABLES:
            seen |= Q(kind=one.label, key__in=one.visible(user).order_by().values("pk"))
        return self.filter(seen)

    def holding(self, words: Sequence[str]) -> "IndexEntryQuerySet":
        """Entries in which each of these words stands, or a word that begins with it.

        The words are folded already, so looking for a piece of text does: half of what two patterns take.
        """
        return self.filter(*(GreaterThan(StrIndex("words", Value(f" {word}")), 0) for word in words))

    def best_first(self, words: Sequence[str]) -> "IndexEntryQuerySet":
        """Those with most of the words in their title first, then short titles before long, and new before old."""
        in_title: Any = Value(0)
        for word in words:
            in_title += Case(When(title_words__contains=f" {word}", then=1), default=0)
        kinds = [When(kind=one.label, then=rank) for rank, one in enumerate(SEARCHABLES)]
        last = Case(*kinds, default=len(kinds), output_field=IntegerField())
        return self.order_by(in_title.desc(), Length("title"), "-key", last)


class IndexEntry(models.Model):
    """One record that can be found: what it is called, its words folded for searching, and its page.

    It is derived from the record in the transaction of each change and says nothing that the record does not.
    """

    kind = models.CharField(max_length=60)
    key = models.PositiveBigIntegerField()
    title = models.CharField(max_length=300)
    page = models.CharField(max_length=60)
    page_key = models.CharField(max_length=40)
    title_words = models.TextField()
    words = models.TextField()

    objects = IndexEntryQuerySet.as_manager()

    codes: ClassVar = ("page", "page_key")
    sensitivity: ClassVar = classified(plain="id kind key title page page_key title_words words")

    class Meta:
        verbose_name = "entry of the index"
        verbose_name_plural = "entries of the index"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="one_index_entry_per_record")]

    def __str__(self) -> str:
        return self.title

    @property
    def contents(self) -> tuple[str, ...]:
        """All that is derived from the record."""
        return self.title, self.page, self.page_key, self.title_words, self.words
