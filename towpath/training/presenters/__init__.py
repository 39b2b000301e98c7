"""How practices and their training are shown, from rows already fetched."""
