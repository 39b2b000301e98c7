"""The filters of the board."""
