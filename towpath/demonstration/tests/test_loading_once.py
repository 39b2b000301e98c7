"""Loading the demonstration into an empty database: whole or not at all, and once."""

import pytest
from django.core.management import call_command

from towpath.accounts.models import User
from towpath.demonstration import loading
from towpath.partners.models import Partnership


def test_a_load_that_is_cut_short_leaves_nothing_behind(db, today, monkeypatch):
    def cut_short(self, scenes):
        raise KeyboardInterrupt

    monkeypatch.setattr(loading.Teller, "tell_all", cut_short)
    with pytest.raises(KeyboardInterrupt):
        loading.load_demonstration()
    assert not Partnership.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_command_says_in_a_sentence_what_it_did(today, capsys):
    call_command("load_demonstration")
    call_command("load_demonstration")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Loaded")
    assert "11 invented people, 4 plans and 52 actions, 2 programmes with 64 practices" in first
    assert second.endswith("nothing was changed.")
