"""How rows are kept: tables that only grow, and a row held while one person changes it."""
