"""What is refused as a password, and the list of those that leaked."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from towpath.accounts.models import User
from towpath.accounts.passwords import GUESSABLE, LEAKED, check_leaked_passwords, holds

ADA = User(name="Ada Lovelace", email="ada.lovelace@borough.example")


def digest_of(password):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def leaked_file(path, passwords, ending="\n"):
    path.write_bytes("".join(f"{digest}:3{ending}" for digest in sorted(map(digest_of, passwords))).encode())
    return path


@pytest.mark.parametrize(
    "password",
    [
        "towpath2026!", "marac-idva-2026", "adalovelace1815", "lovelace.ada!", "qwertyuiop123", "aaaaaaaaaaaaaaa",
        "password1234", "boroughcouncil1",
    ],
)  # fmt: skip
def test_what_is_guessed_soon_is_refused(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, ADA)
    assert GUESSABLE in refused.value.messages


@pytest.mark.parametrize("password", ["heron lamp quarry teaspoon", "Tk7#pLm2vQ9z", "x" * 30 + "Tk7#pLm2vQ9zheron"])
def test_what_is_hard_to_guess_is_taken(password):
    validate_password(password, ADA)


def test_words_of_one_person_are_no_fault_of_anothers_password():
    validate_password("Lovelace-adrift-9", User(name="Bea", email="bea@borough.example"))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_leaked_is_refused_where_the_installation_has_the_list(tmp_path, settings, ending):
    leaked = "heron lamp quarry teaspoon"
    validate_password(leaked, ADA)
    settings.LEAKED_PASSWORDS = str(leaked_file(tmp_path / "leaked.txt", ["one", leaked, "two"], ending))
    check_leaked_passwords()
    with pytest.raises(ValidationError) as refused:
        validate_password(leaked, ADA)
    assert refused.value.messages == [LEAKED]
    validate_password("heron lamp quarry teapot", ADA)


@given(listed=st.sets(st.integers(0, 400), max_size=40), sought=st.integers(0, 400))
def test_halving_finds_what_is_listed_and_nothing_else(tmp_path_factory, listed, sought):
    path = leaked_file(tmp_path_factory.mktemp("leaked") / "file", map(str, listed))
    assert holds(path, digest_of(str(sought))) is (sought in listed)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read"),
        (b"not a digest\n", "one to a line and sorted"),
        (b"F" * 40 + b":1\n" + b"A" * 40 + b":1\n", "one to a line and sorted"),
    ],
)
def test_a_list_that_is_none_stops_the_start(tmp_path, settings, content, sentence):
    path = tmp_path / "leaked.txt"
    if content is not None:
        path.write_bytes(content)
    settings.LEAKED_PASSWORDS = str(path)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        check_leaked_passwords()
