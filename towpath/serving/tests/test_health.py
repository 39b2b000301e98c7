"""`/health/`: one word for a load balancer, whatever name it uses, and nothing written."""

import pytest
from django.test import Client

from towpath.jobs.workers import beat

pytestmark = pytest.mark.django_db


@pytest.fixture
def balancer(settings):
    settings.SECURE_SSL_REDIRECT = True
    return Client(headers={"host": "10.1.2.3:8000"})


def test_it_answers_under_any_name_and_without_tls_in_one_word(balancer, django_assert_num_queries):
    beat("worker")
    with django_assert_num_queries(1) as asked:
        answer = balancer.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer["Content-Type"] == "text/plain"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_pages_go_on_without_a_worker_so_people_are_not_sent_elsewhere(balancer):
    answer = balancer.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"worker")


def test_it_takes_nothing(balancer):
    assert balancer.post("/health/", {"x": "y"}).status_code == 405
    assert balancer.head("/health/").content == b""


def test_no_other_address_is_answered_so(balancer):
    assert balancer.get("/health/more/").status_code in {301, 400}
