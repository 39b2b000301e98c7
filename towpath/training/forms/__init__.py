"""What people are asked about practices and their training."""
