"""How the training of practices is shown, from rows already fetched."""
