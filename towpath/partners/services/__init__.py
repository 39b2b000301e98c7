"""What may be done to partnerships, posts and accounts."""
