"""A programme's progress report to its commissioner, which is a paper: what it says, and who writes it."""
