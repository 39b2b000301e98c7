"""How practices are shown, from rows already fetched."""
