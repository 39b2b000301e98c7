"""The chained record of who saw, changed, exported or was given rights."""
