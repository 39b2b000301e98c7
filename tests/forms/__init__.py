"""Every form of the product, sent twice at once, by two editors, and after a session has ended."""
