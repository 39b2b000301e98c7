"""Random tokens that spell nothing: a page holds no word by chance that a test says is not in it."""

import random
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import csp.middleware
import pytest
from django.middleware import csrf

from towpath.ui import guard

LETTERS = "QXZJ"  # of which no word is made


@contextmanager
def spelling_nothing() -> Iterator[None]:
    """Tokens against forgery, of forms and of scripts are written in these letters alone, as long as ever."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csrf, "CSRF_ALLOWED_CHARS", LETTERS)
        patch.setattr(guard, "secrets", SimpleNamespace(token_urlsafe=lambda size: spelled(size * 4 // 3)))
        encode = SimpleNamespace(b64encode=lambda raw: spelled(len(b64encode(raw))).encode())
        patch.setattr(csp.middleware, "base64", encode)
        yield


def spelled(length: int) -> str:
    return "".join(random.SystemRandom().choices(LETTERS, k=length))


def without_tokens(page: str) -> str:
    return re.sub(f"[{LETTERS}]{{16,}}", "", page)
