"""What people are asked about practices."""
