"""What the pages of delivery show, made from rows already fetched."""
