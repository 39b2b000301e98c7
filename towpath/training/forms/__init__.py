"""What people are asked about training."""
