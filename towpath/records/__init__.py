"""How rows are kept: tables that only grow, a row held while one person changes it, a form that is used once."""
