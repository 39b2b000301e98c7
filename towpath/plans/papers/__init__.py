"""The quarter's report on a plan, which is a paper: what it says, how that is found, who has it built and reads it."""
