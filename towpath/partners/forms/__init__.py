"""What is asked about people, posts and agencies, and what the audit record is narrowed by."""
