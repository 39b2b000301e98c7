"""The Jinja2 environment of every page: the design system's macros, our filters, and no silent gaps."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

from towpath.documents.blocks import kind_of
from towpath.foundation.figures import Absence
from towpath.ui import charts, fields, filters, words
from towpath.ui.record_pages import address_named
from towpath.ui.undefined import Misspelt


def environment(*, loader: BaseLoader, undefined: Any = None, **options: Any) -> Environment:
    """Django's Jinja2 options, with our strictness in place of its lenience about misspelt names."""
    pages = Environment(  # noqa: S701 -- Django's backend passes autoescape=True among the options
        loader=_with_design_system(loader),
        undefined=Misspelt,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        **options,
    )
    pages.globals.update(
        url=url,
        static=static,
        absences={absence.value: absence.label for absence in Absence},
        address_of=address_named,
        address_with=filters.address_with,
        colour_or_grey=charts.colour_or_grey,
        drawn=drawn,
        errors_of=fields.errors_of,
        kind_of=kind_of,
        percentage=words.percentage,
        present_field=fields.present,
    )
    pages.filters.update(
        day=words.as_day,
        short_day=words.as_short_day,
        moment=words.as_moment,
        time=words.as_time,
        quarter=words.as_quarter,
        number=words.as_number,
        plural=words.count_of,
        sentence_case=words.in_sentence_case,
    )
    pages.tests["blank"] = words.is_blank
    return pages


def _with_design_system(ours: BaseLoader) -> BaseLoader:
    """Our templates first, then the design system's under its own prefix, then Django's for bare widgets."""
    return ChoiceLoader(
        [
            ours,
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            PackageLoader("django.forms", "jinja2"),
        ]
    )


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name; `query` as a dictionary goes behind the question mark."""
    query = kwargs.pop("query", None)
    return reverse(name, args=args or None, kwargs=kwargs or None, query=query)


def drawn(svg: str) -> Markup:
    """A picture as markup: Towpath draws every one itself and escapes each word in it."""
    return Markup(svg)  # noqa: S704
