"""Backups: a folder with the database, every kept file and a list of both; and how an empty place is filled from one.

`making` makes one while people go on working, `restoring` fills an empty place, `manifest` is the list.
"""
