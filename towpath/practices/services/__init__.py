"""What changes practices: each asks, changes, records, returns."""
