"""The quarter's report on a plan: what it says, how that is found, and how it is set on a page."""
