"""The pages of practices and training: each parses, calls one service, and renders or redirects."""
