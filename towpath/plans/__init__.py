"""Plans: what a partnership promised, from recommendation to action to each update."""
