"""The pages of papers: one set for every kind."""
