"""What the pages of plans show, made from rows already fetched."""
