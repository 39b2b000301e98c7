"""A whole plan on its way out: Word in the layout it arrived in, Excel and CSV with a row for each action."""
