"""How delivery stands: the board of sites, a site's page, phases side by side, and the list behind every figure."""
