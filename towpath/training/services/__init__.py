"""What changes practices and their training: each asks, changes, records, returns."""
