"""Documents as they arrive, read into neutral tables. No Django here: a library on its own."""
