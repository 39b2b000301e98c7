"""The national register of practices: loading it, what each load changed, and mergers."""

from django.contrib import messages
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from towpath.access.declare import holders_of
from towpath.access.roles import Permission
from towpath.asking.lists import ListOrder, ListPage, ListRequest, list_page
from towpath.asking.pages import FormPage, answers_to, ask
from towpath.foundation.clock import today
from towpath.practices import policies
from towpath.practices.forms.register import MergeForm, RegisterForm
from towpath.practices.models import Practice, PracticeChange, RegisterLoad, SignUp
from towpath.practices.presenters.closed import ClosedLine, present_closed
from towpath.practices.presenters.register import present_change, present_kinds
from towpath.practices.services import register as services
from towpath.practices.services.closed import closed_sign_ups, what_became_of
from towpath.practices.views.reaching import sees_training
from towpath.ui.paging import page_by_key
from towpath.ui.words import as_moment

PAGE = 50
EXAMPLES = 3
STAYS_ITS_OWN = (
    "Its sign-ups and sessions stay its own. Where it was fully trained by that day, the other practice counts as "
    "fully trained from then on, once it is signed up."
)
loads_practices = holders_of(Permission.LOAD_PRACTICES)


@loads_practices
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Load the national file, and see what earlier ones changed."""
    form = answers_to(request, RegisterForm)

    def save() -> tuple[str, str]:
        load = _load(request, form)
        return "", reverse("practices:register_load", args=[load.pk])

    loads = page_by_key(
        RegisterLoad.objects.select_related("loaded_by"), after=request.GET.get("after", ""), size=PAGE, order=("-pk",)
    )
    shown = {"page": loads, "practices": Practice.objects.filter(is_in_newest_file=True).count()}
    page = FormPage("", "", "", reverse("practices:practices"), template="practices/register.html")
    return ask(request, form, page, save, around=lambda _: shown)


def _load(request: HttpRequest, form: RegisterForm) -> RegisterLoad:
    """Load the file; one that holds far fewer practices is asked about, and one that is none is refused beside it."""
    file, name = form.cleaned_data["file"], str(getattr(request.FILES["file"], "name", ""))
    is_again = services.is_newest(file)
    try:
        load = services.load_register(actor=request.user, file=file, name=name, is_whole=form.cleaned_data["is_whole"])
    except services.IncompleteFile as doubted:
        raise form.doubt(str(doubted)) from doubted
    _tell(request, load, is_again, file.doubts)
    return load


def _tell(request: HttpRequest, load: RegisterLoad, is_again: bool, doubts: tuple[str, ...]) -> None:
    if is_again:
        messages.info(
            request, f"Nothing changed: this is the file the register stands at since {as_moment(load.loaded_at)}."
        )
        return
    messages.success(request, f"The register is loaded: {load.rows:,} rows. Reference: load {load.pk}.")
    for doubt in doubts:
        messages.warning(request, doubt)


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
    happened = [present_change(change) for change in page.rows] if page else []
    context = {"load": load, "kinds": kinds, "kind": kind, "page": page, "happened": happened}
    return render(request, "practices/register_load.html", context)


@sees_training
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Practices signed up at one's sites that closed, merged or went from the register."""
    return list_page(request, CLOSED)


def _closed_lines(asked: ListRequest, rows: list[SignUp]) -> list[ClosedLine]:
    records_at = set(policies.sites_to_record_at(asked.user).values_list("pk", flat=True))
    return present_closed(rows, what_became_of(rows), records_at)


CLOSED = ListPage(
    title="Signed up but closed in the register",
    template="practices/closed.html",
    rows=lambda user: closed_sign_ups(SignUp.objects.visible_to(user)).select_related("site__programme", "practice"),
    orders=(ListOrder("", "By site", ("site__programme_id", "site__number", "practice__name", "pk")),),
    empty="Every practice signed up at your sites is open in the register.",
    present=_closed_lines,
    around=lambda asked, page: {"day": today()},
)


@loads_practices
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Record into which practice this one merged."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user), code=code)
    policies.may_load_register(request.user).require()
    form = answers_to(request, MergeForm)

    def save() -> str:
        change = services.merge_practices(actor=request.user, practice=practice, **form.cleaned_data)
        return f"Merger saved. Reference: change {change.pk}."

    back = reverse("practices:practice", args=[practice.code])
    return ask(request, form, FormPage("Record a merger", str(practice), "Save", back, STAYS_ITS_OWN), save)
