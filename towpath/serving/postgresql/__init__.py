"""Django's PostgreSQL, which a page waits for while it is started again."""
