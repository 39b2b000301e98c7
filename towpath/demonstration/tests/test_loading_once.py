"""Loading the demonstration into an empty database: whole or not at all."""

import pytest

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
