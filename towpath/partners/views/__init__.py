"""Pages about people, posts and agencies, the audit record, words removed, and jobs that failed."""
