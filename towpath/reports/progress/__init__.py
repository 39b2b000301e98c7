"""A programme's progress report: what it says, how that is found, and how it is set on a page."""
