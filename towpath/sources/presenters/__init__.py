"""What the pages of readings show, made ready from one look at the document."""
