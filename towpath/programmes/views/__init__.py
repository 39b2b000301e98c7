"""The pages of programmes and sites: each parses, calls one service, and renders or redirects."""
