"""The pages of plans: each parses, calls one service, and renders or redirects."""
