"""How a page asks for something: the form page, what was typed given back, and a second click answered as the first."""
