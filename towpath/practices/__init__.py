"""Practices: the national register, those signed up at sites, their staff and patients, mergers and closures."""
