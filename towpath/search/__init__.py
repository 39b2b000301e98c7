"""One index of what people of partnerships look for; each finds in it what they may see, and nothing else."""
