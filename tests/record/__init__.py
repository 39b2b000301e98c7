"""The audit record: what somebody with the database could do to it, and that honest work raises no alarm."""
