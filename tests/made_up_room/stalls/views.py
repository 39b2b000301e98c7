from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from tests.made_up_room.stalls.models import Stall
from tests.made_up_room.stalls.services import record_stall
from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.lists import ListOrder, ListPage, as_shown, list_file, list_page
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.audit.events import Event
from towpath.programmes.models import Programme
from towpath.programmes.policies import may_edit_programme
from towpath.ui.fields import DateField
from towpath.ui.words import as_day


class StallForm(forms.Form):
    place = forms.CharField(label="Place", max_length=120)
    held_on = DateField(label="Held on", called="day of the stall")
    visitors = forms.IntegerField(label="People who stopped", required=False, min_value=0)


def _list_of(programme: Programme) -> ListPage:
    return ListPage(
        "Stalls", rows=lambda user: Stall.objects.visible_to(user).filter(programme=programme), one="stall",
        orders=(ListOrder("", "", ("-held_on",)),), empty="No stall is recorded yet.", file="stalls:stalls_file",
        columns=({"label": "Stall"}, {"label": "Held on"}, {"label": "People", "number": True}),
        present=lambda query, rows: [(one.place, as_day(one.held_on), one.visitors) for one in rows],
        take_out=lambda query: as_shown(query, "Stalls", Event.DELIVERY_EXPORTED, [programme], list="stalls"),
    )  # fmt: skip


def _programme(request: SignedInRequest, pk: int) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)


@holders_of(Permission.VIEW_PROGRAMMES)
def stalls(request: SignedInRequest, pk: int) -> HttpResponse:
    return list_page(request, _list_of(_programme(request, pk)))


@holders_of(Permission.VIEW_PROGRAMMES)
def stalls_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return list_file(request, _list_of(_programme(request, pk)))


@holders_of(Permission.EDIT_PROGRAMMES)
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    may_edit_programme(request.user, programme.partnership).require()
    form = answers_to(request, StallForm)

    def save() -> str:
        stall = record_stall(actor=request.user, programme=programme, **form.cleaned_data)
        return f"Stall recorded at {stall.place}."

    page = FormPage("Record a stall", programme.name, "Record it", reverse("stalls:stalls", args=[pk]))
    return ask(request, form, page, save)


urlpatterns = [
    path("programmes/<int:pk>/stalls/", stalls, name="stalls"),
    path("programmes/<int:pk>/stalls/file/", stalls_file, name="stalls_file"),
    path("programmes/<int:pk>/stalls/record/", record, name="record"),
]
