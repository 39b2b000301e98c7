"""The pages of training: each parses, calls one service, and renders or redirects."""
