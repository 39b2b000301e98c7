"""What is loaded before the first page is asked for."""

import gc
import subprocess
import sys

import pytest
from django.template import engines
from django.urls import reverse

from towpath.serving.memory import set_start_aside


@pytest.fixture
def tidied_again():
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("tidied_again")
def test_once_started_no_page_waits_for_a_template_to_be_compiled(client, db, monkeypatch):
    pages = engines["pages"].env
    monkeypatch.setattr(pages, "cache", type(pages.cache)(pages.cache.capacity))  # as in a new process
    set_start_aside()
    monkeypatch.setattr(pages, "compile", lambda *_: pytest.fail("A template was compiled."))
    names = pages.list_templates()
    assert len(names) > 200
    assert all(pages.get_template(name).root_render_func for name in names)
    assert client.get(reverse("account_login")).status_code == 200


FIRST_PAGE = """
import re, types, django
django.setup()
from django.urls import resolvers, resolve, reverse
from towpath.serving.memory import set_start_aside
set_start_aside()
def compiled(*_):
    raise SystemExit("An address was compiled.")
resolvers.re = types.SimpleNamespace(**vars(re) | {"compile": compiled})
resolvers.normalize = compiled
print(resolve(reverse("plans:actions")).view_name, resolve(reverse("practices:practices")).view_name)
"""


def test_once_started_no_page_waits_for_addresses_to_be_compiled():
    said = subprocess.run(  # a process of its own: in this one every address was compiled long ago
        [sys.executable, "-c", FIRST_PAGE], check=False, text=True, capture_output=True
    )
    assert (said.stdout, said.stderr) == ("plans:actions practices:practices\n", "")
