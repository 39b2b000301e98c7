"""What the pages of programmes and sites show, made from rows already fetched."""
