"""However stays overlap, no minute counts twice and none is lost."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from towpath.documents.attendance.presence import seconds_present, stretches_of

START = datetime(2024, 4, 23, 10)  # noqa: DTZ001
minute = st.integers(0, 120)
stays = st.lists(st.tuples(minute, minute).map(sorted).map(tuple), max_size=8)


def moment(number):
    return START + timedelta(minutes=number)


@given(stays)
def test_time_present_is_every_minute_covered_once(given_stays):
    covered = {at for began, ended in given_stays for at in range(began, ended)}
    assert seconds_present([(moment(began), moment(ended)) for began, ended in given_stays]) == 60 * len(covered)


@given(stays)
def test_joins_and_leavings_of_several_devices_cover_what_the_stays_covered(given_stays):
    real = [(began, ended) for began, ended in given_stays if began < ended]
    events = [(moment(at), is_join) for stay in real for at, is_join in zip(stay, (True, False), strict=True)]
    stretches = stretches_of(sorted(events, key=lambda event: (event[0], not event[1])))
    assert all(ended for _, ended in stretches)
    assert seconds_present(stretches) == 60 * len({at for began, ended in real for at in range(began, ended)})
