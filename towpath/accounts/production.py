"""What production refuses to start with: the demonstration's people, partnerships or password."""

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, models

from towpath.ui.outside import OutsideFault, outside_fault

DEMONSTRATION_PASSWORD = "demonstration-towpath"  # noqa: S105 -- printed for everybody who tries the demonstration
# Its stored passwords all carry this salt, so that they are found by a look instead of by hashing each. 22 characters:
# a shorter one Django takes for weak and replaces at the next sign-in, with a longer one the column is too short.
DEMONSTRATION_SALT = "towpathdemonstratesalt"


def demonstration_password() -> str:
    """The demonstration's password as it is stored, recognisable by its salt."""
    return make_password(DEMONSTRATION_PASSWORD, salt=DEMONSTRATION_SALT)


def refuse_demonstration() -> None:
    """Go on only if nothing of the demonstration is in this database; raise ImproperlyConfigured saying what is."""
    try:
        left = _demonstration_rows()
    except DatabaseError as error:
        fault = outside_fault(error) or OutsideFault.UNPREPARED
        raise ImproperlyConfigured(f"{fault.sentence} {fault.for_operators}") from error
    if left:
        raise ImproperlyConfigured(
            f"This database holds the demonstration ({left}). Start with an empty database of your own."
        )


def _demonstration_rows() -> str:
    """What there is of the demonstration, such as "4 people, 1 partnership"; "" where there is nothing."""
    counts = [(model, count) for model in _models_that_say() if (count := _of_demonstration(model).count())]
    return ", ".join(f"{count} {_noun(model, count)}" for model, count in counts)


def _models_that_say() -> list[type[models.Model]]:
    """Every model whose rows say whether they belong to the demonstration, whichever room they live in."""
    return [
        model
        for model in apps.get_models()
        if any(field.name == "is_demonstration" for field in model._meta.get_fields())
    ]


def _of_demonstration(model: type[models.Model]) -> models.QuerySet[models.Model]:
    marked = models.Q(is_demonstration=True)
    if any(field.name == "password" for field in model._meta.get_fields()):
        marked |= models.Q(password__contains=f"${DEMONSTRATION_SALT}$")
    return model._default_manager.filter(marked)


def _noun(model: type[models.Model], count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)
