"""What the web server looks at before it starts in production: a sentence each, with what to do about it."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from towpath.accounts.passwords import check_leaked_passwords
from towpath.accounts.production import refuse_demonstration


def refuse_unsafe() -> None:
    """Go on only with what is safe to start with and can serve; raise ImproperlyConfigured saying what is not."""
    check_leaked_passwords()
    refuse_demonstration()
    if faults := [*_missing_caches(), *_missing_files()]:
        raise ImproperlyConfigured("\n".join(faults))


def _missing_caches() -> Iterator[str]:
    """Codes that count once and limits on tries are kept in the cache: without its table nobody signs in."""
    for cache in settings.CACHES.values():
        is_table = cache["BACKEND"].endswith("DatabaseCache")
        if is_table and cache["LOCATION"] not in connection.introspection.table_names():
            yield "The table of the cache is missing: run `towpath createcachetable` before starting."


def _missing_files() -> Iterator[str]:
    """A page that names a style or script which was not collected would be a fault."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return
    collected = staticfiles_storage.hashed_files
    needed = {path.replace("\\", "/") for finder in get_finders() for path, _ in finder.list([])}
    if needed - collected.keys():
        yield "Styles and scripts are not collected: run `towpath collectstatic --no-input` before starting."
