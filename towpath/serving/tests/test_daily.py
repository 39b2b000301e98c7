"""The regular jobs that keep the database itself quick."""

import pytest
from django.db import connection

from towpath.partners.tests.builders import partnership_named
from towpath.serving.daily import count_rows_anew

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts its rows by itself.")
def test_sqlite_counts_the_rows_of_every_table_whatever_the_connection_asked_before():
    partnership_named("Westmere")
    count_rows_anew()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        assert ("partners_partnership",) in cursor.fetchall()
