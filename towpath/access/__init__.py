"""Who may do what: roles, permissions, verdicts and the declaration every page must make."""
