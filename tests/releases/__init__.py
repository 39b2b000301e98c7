"""Databases of earlier releases, kept as backups, with what their pages showed: each is carried forward for ever.

`make release-fixture` makes the one of this release anew; after the release it is never made again. Everybody in it is
invented, and what is sealed in it is sealed with the key of the tests.
"""
