"""The database backend of that name: `towpath.serving.postgresql`."""

from typing import Any

from django.db.backends.postgresql import base

from towpath.serving import patience


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that cannot be made is tried again for as long as the page may wait; nothing was asked of it yet."""

    def get_new_connection(self, conn_params: Any) -> Any:
        while True:
            try:
                connection = super().get_new_connection(conn_params)
            except self.Database.OperationalError:
                if not patience.wait():
                    raise
            else:
                patience.note_answer()
                return connection
