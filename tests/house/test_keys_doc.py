"""What docs/security/keys.md says of keys and ciphers is what the code does."""

import ast
import re
from collections.abc import Iterator

from django.contrib.auth.hashers import ScryptPasswordHasher

from tests.house.source import ROOT, calls, modules, tree_of
from towpath.accounts.sealing import NONCE_LENGTH

PAGE = " ".join((ROOT / "docs/security/keys.md").read_text(encoding="utf-8").split())


def uses() -> Iterator[str]:
    """What keys of ours are derived for, and what Django's are salted with."""
    for path in modules():
        tree = tree_of(path)
        if {"derived", "salted_hmac"} & set(calls(tree)):
            texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str) and re.fullmatch(r"towpath(\.\w+)+", text))


def test_every_use_of_a_key_is_listed() -> None:
    found = set(uses())
    assert {"towpath.accounts.sealing", "towpath.audit.record"} < found
    assert {use for use in found if f"`{use}`" not in PAGE} == set()


def test_every_setting_that_holds_a_key_is_listed() -> None:
    settings = (ROOT / "towpath/settings/production.py").read_text() + (ROOT / "towpath/settings/base.py").read_text()
    named = set(re.findall(r"""environ(?:\.get\(|\[)["'](\w*KEY\w*)["']""", settings))
    assert {"SECRET_KEY", "TOWPATH_RECORD_KEY_FALLBACKS"} < named
    assert {name for name in named if f"`{name}`" not in PAGE} == set()


def test_its_numbers_are_those_of_the_code() -> None:
    assert NONCE_LENGTH * 8 == 96
    assert "a random nonce of 96 bits" in PAGE
    hasher = ScryptPasswordHasher
    assert (hasher.work_factor, hasher.block_size, hasher.parallelism) == (2**14, 8, 5)
    assert "scrypt, N = 2¹⁴, r = 8, p = 5" in PAGE
