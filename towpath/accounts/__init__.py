"""Users, how they sign in, and what they were typing when they left."""
