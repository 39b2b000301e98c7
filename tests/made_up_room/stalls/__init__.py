"""The room of stalls, where people of a programme tell passers-by of it."""
