"""The demonstration's plans as files: the same shapes in which partnerships receive such plans."""
