"""A partnership to try Towpath with: the facts of real ones, the words our own, the people invented."""
