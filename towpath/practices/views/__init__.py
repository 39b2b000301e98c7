"""The pages of practices: each parses, calls one service, and renders or redirects."""
