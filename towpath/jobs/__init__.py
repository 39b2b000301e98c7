"""Long work: who does it, who takes it up when they die, and what is asked for every hour."""
