"""The national register of practices: loading it, what each load changed, and mergers."""

from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.accounts.requests import SignedInRequest
from towpath.asking.files import FilePage, FilePreview, take_in
from towpath.asking.lists import ListOrder, ListPage, ListQuery, list_page
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.documents.practices import PracticeFile, practice_sheets, read_practice_file
from towpath.foundation.clock import today
from towpath.practices import policies
from towpath.practices.forms.sign_ups import MergeForm
from towpath.practices.models import Practice, PracticeChange, RegisterLoad, SignUp
from towpath.practices.presenters.register import ClosedSignUp, Happened, present_kinds
from towpath.practices.services import register as services
from towpath.practices.services.mergers import closed_sign_ups, what_became_of
from towpath.practices.views.reaching import sees_training
from towpath.ui.paging import page_by_key
from towpath.ui.words import as_moment

PAGE = 50
EXAMPLES = 3
STAYS_ITS_OWN = (
    "Its sign-ups and sessions stay its own. Where it was fully trained by that day, the other practice counts as "
    "fully trained from then on, once it is signed up."
)
HEADING, LABEL = "National register of practices", "National file of practices"
HELP = (
    "The file “epraccur” as the NHS publishes it (.csv, or the .zip it came in), old or new. Send it as it came: "
    "opening it in Excel first spoils it."
)
IS_WHOLE = "This is the whole file: mark the practices it no longer holds"
loads_practices = holders_of(Permission.LOAD_PRACTICES)


@loads_practices
@require_http_methods(["GET", "POST"])
def register(request: SignedInRequest) -> HttpResponseBase:
    """Load the national file, and see what earlier ones changed."""

    def preview(file: PracticeFile) -> FilePreview:
        refresh, newest = services.compare(file), services.newest_of(file)
        counts = [
            ("Practices added", len(refresh.added)), ("Practices changed", refresh.changed),
            ("Practices no longer in it", len(refresh.gone)), ("All practices of the file", len(file.rows)),
        ]  # fmt: skip
        again = [f"This is the file the register stands at since {as_moment(newest.loaded_at)}."] if newest else []
        return FilePreview(counts, [*again, *file.doubts], refresh.question, IS_WHOLE)

    def save(file: PracticeFile, name: str, *, is_meant: bool, **said: Any) -> tuple[str, str]:
        newest = services.newest_of(file)
        load = services.load_register(actor=request.user, file=file, name=name, is_whole=is_meant)
        sentence = f"The register is loaded: {load.rows:,} rows. Reference: load {load.pk}."
        if newest:
            sentence = "Nothing changed: this is the file the register stands at already."
        return sentence, reverse("practices:register_load", args=[load.pk])

    loads = page_by_key(
        RegisterLoad.objects.select_related("loaded_by"), after=request.GET.get("after", ""), size=PAGE, order=("-pk",)
    )
    in_register = Practice.objects.filter(is_in_newest_file=True).count()
    file = FilePage(
        HEADING, LABEL, HELP, reverse("practices:practices"), read_practice_file, preview, save,
        suffixes=(".csv", ".zip", ".txt"), sheets=practice_sheets, template="practices/register.html",
    )  # fmt: skip
    return take_in(request, file, loads=loads, practices=in_register)


@loads_practices
@require_safe
def register_load(request: HttpRequest, pk: int) -> HttpResponse:
    """What one file changed: by kind with examples, and all of one kind."""
    load = get_object_or_404(RegisterLoad.objects.select_related("loaded_by"), pk=pk)
    changes = PracticeChange.objects.filter(load=load).select_related("practice", "into")
    counts = changes.order_by().values_list("kind").annotate(Count("pk"))
    number = Window(RowNumber(), partition_by=[F("kind")], order_by=[F("pk").asc()])
    kinds = present_kinds(counts, changes.order_by("pk").annotate(number=number).filter(number__lte=EXAMPLES))
    kind = next((one for one in kinds if one.kind == request.GET.get("kind")), None)
    page = None
    if kind is not None:
        page = page_by_key(changes.filter(kind=kind.kind), after=request.GET.get("after", ""), size=PAGE, order=("pk",))
    happened = [Happened(change) for change in page.rows] if page else []
    context = {"load": load, "kinds": kinds, "kind": kind, "page": page, "happened": happened}
    return render(request, "practices/register_load.html", context)


@sees_training
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Practices signed up at one's sites that closed, merged or went from the register."""
    return list_page(request, CLOSED)


def _closed_lines(query: ListQuery, rows: list[SignUp]) -> list[ClosedSignUp]:
    records_at = set(policies.sites_to_record_at(query.user).values_list("pk", flat=True))
    became = what_became_of(rows)
    return [ClosedSignUp(one, became.get(one.practice_id), one.site_id in records_at) for one in rows]


CLOSED = ListPage(
    title="Signed up but closed in the register",
    template="practices/closed.html",
    rows=lambda user: closed_sign_ups(SignUp.objects.visible_to(user)).select_related("site__programme", "practice"),
    orders=(ListOrder("", "By site", ("site__programme_id", "site__number", "practice__name", "pk")),),
    empty="Every practice signed up at your sites is open in the register.",
    present=_closed_lines,
    around=lambda query, page: {"day": today()},
)


@loads_practices
@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, code: str) -> HttpResponse:
    """Record into which practice this one merged."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user), code=code)
    policies.may_load_register(request.user).require()
    form = answers_to(request, MergeForm)

    def save() -> str:
        change = services.merge_practices(actor=request.user, practice=practice, **form.cleaned_data)
        return f"Merger saved. Reference: change {change.pk}."

    back = reverse("practices:practice", args=[practice.code])
    return ask(request, form, FormPage("Record a merger", str(practice), "Save", back, STAYS_ITS_OWN), save)
