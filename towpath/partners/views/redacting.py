"""Removing words that must not stand: first every place is shown, then they are removed from all at once."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.grants import partnerships_where
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.pages import FormPage, answers_to, ask, put_beside
from towpath.partners import policies
from towpath.partners.forms.people import WordsForm
from towpath.partners.models import Partnership
from towpath.partners.services import partnerships
from towpath.records.redacting import sealed_without
from towpath.records.refusing import Refused
from towpath.ui.words import count_of


@holders_of(Permission.REDACT)
@require_safe
def where_to_remove_words(request: SignedInRequest) -> HttpResponse:
    """In which partnership; nobody is asked to choose from one."""
    mine = Partnership.objects.filter(pk__in=partnerships_where(request.user, Permission.REDACT))
    if len(mine) == 1:
        return redirect("remove_words", partnership_pk=mine[0].pk)
    return render(request, "partners/where_to_remove_words.html", {"mine": mine})


@holders_of(Permission.REDACT)
@require_http_methods(["GET", "POST"])
def remove_words(request: SignedInRequest, partnership_pk: int) -> HttpResponse:
    """Look where words stand, then take them out of everything the partnership owns."""
    partnership = get_object_or_404(Partnership.objects.visible_to(request.user), pk=partnership_pk)
    policies.may_remove_words(request.user, partnership).require()
    form = answers_to(request, WordsForm)
    page = FormPage(
        "Remove words that must not stand", partnership.name, "Show where they stand", reverse("home"),
        template="partners/remove_words.html",
    )  # fmt: skip
    if form.is_bound and form.is_valid() and request.POST.get("remove") != form.cleaned_data["words"]:
        return _places(request, partnership, form, page)

    def save() -> str:
        without_them = sealed_without(partnership.pk, form.cleaned_data["words"])
        removed = partnerships.remove_words(
            actor=request.user, partnership=partnership, without_them=without_them, **form.cleaned_data
        )
        return f"Removed from {count_of(removed, 'place')}. Each history says that words were removed, and why."

    return ask(request, form, page, save, places=())


def _places(request: SignedInRequest, partnership: Partnership, form: WordsForm, page: FormPage) -> HttpResponse:
    """Every place in which the words stand, with the button that removes those very words."""
    places: list[tuple[str, str, int]] = []
    try:
        places = partnerships.places_of(partnership=partnership, words=form.cleaned_data["words"])
    except Refused as refused:
        put_beside(form, refused)
    context = {"form": form, "cancel": page.back, **vars(page), "places": places}
    return render(request, page.template, context, status=200 if places else 422)
