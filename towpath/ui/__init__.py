"""Layout, components and fields that every page is made of. Knows nothing of partnerships."""
