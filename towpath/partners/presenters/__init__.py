"""How people, failed jobs and the audit record are shown, from rows already fetched."""
