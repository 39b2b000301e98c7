"""Towpath: the shared record of a partnership against domestic abuse and serious violence."""

__version__ = "0.2.0.dev0"
