"""What the web server looks at before it starts: the cache's table, the collected files, the proxy it believes."""

from argparse import ArgumentTypeError

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from towpath.serving import connections, starting
from towpath.serving.connections import threads_for
from towpath.serving.management.commands.serve import _threads
from towpath.serving.web import fault_of_proxy

MANIFEST = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
NOT_COLLECTED = "Styles and scripts are not collected: run `towpath collectstatic --no-input` before starting."


@pytest.mark.django_db
def test_without_the_table_of_its_cache_nothing_starts(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    with pytest.raises(ImproperlyConfigured, match="The table of the cache is missing: run `towpath createcachetable`"):
        starting.refuse_unsafe()
    call_command("createcachetable")
    starting.refuse_unsafe()


@pytest.mark.django_db
def test_without_its_styles_nothing_starts(settings, tmp_path):
    settings.STORAGES, settings.STATIC_ROOT = settings.STORAGES | MANIFEST, str(tmp_path)
    with pytest.raises(ImproperlyConfigured, match=NOT_COLLECTED):
        starting.refuse_unsafe()
    call_command("collectstatic", interactive=False, verbosity=0)
    settings.STORAGES = dict(settings.STORAGES)  # a server that starts reads the list anew
    starting.refuse_unsafe()


@pytest.mark.parametrize("proxy", [None, "127.0.0.1", "10.1.2.3", "::1"])
def test_one_machine_is_a_proxy_to_believe(proxy):
    assert not fault_of_proxy(proxy)


@pytest.mark.parametrize("proxy", ["*", "10.0.0.0/8", "proxy.example", "", "127.0.0.1, 10.0.0.1"])
def test_no_name_and_no_network_is(proxy):
    assert "is not the address of one machine" in fault_of_proxy(proxy)


@pytest.mark.parametrize("typed", ["0", "-1", "many", ""])
def test_at_least_one_thread_serves(typed):
    with pytest.raises(ArgumentTypeError):
        _threads(typed)
    assert _threads("12") == 12


class TestThreads:
    @pytest.mark.parametrize(
        ("left", "with_worker", "threads"),
        [(None, True, 8), (97, True, 8), (15, True, 8), (14, True, 7), (10, False, 8), (8, True, 1), (6, True, 1)],
    )
    def test_no_more_serve_than_the_database_lets_connect(self, monkeypatch, left, with_worker, threads):
        monkeypatch.setattr(connections, "_connections_left", lambda: left)
        said = threads_for(None, with_worker=with_worker)
        assert said[0] == threads
        assert bool(said[1]) is (threads < 8)

    @pytest.mark.parametrize(("wanted", "left"), [(None, 5), (8, 10), (200, 97)])
    def test_what_does_not_fit_is_refused_before_anybody_asks(self, monkeypatch, wanted, left):
        monkeypatch.setattr(connections, "_connections_left", lambda: left)
        with pytest.raises(CommandError, match=f"The database has {left} connections left for this user"):
            threads_for(wanted, with_worker=True)

    def test_what_fits_is_taken_at_its_word(self, monkeypatch):
        monkeypatch.setattr(connections, "_connections_left", lambda: 25)
        assert threads_for(20, with_worker=True) == (20, "")

    @pytest.mark.django_db
    def test_the_database_is_asked(self):
        left = connections._connections_left()
        assert (left is None) is (connection.vendor != "postgresql")
        assert left is None or 0 < left <= 10_000
