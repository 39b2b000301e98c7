"""Towpath: the shared record of a partnership against domestic abuse and serious violence."""

__version__ = "0.1.0"
