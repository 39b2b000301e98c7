"""What a programme manager is asked."""
