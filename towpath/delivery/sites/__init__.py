"""Sites on a day: how they stand, and what is counted of them, in a few questions for any number of sites."""
