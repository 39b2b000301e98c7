"""What changes the training of practices: each asks, changes, records, returns."""
