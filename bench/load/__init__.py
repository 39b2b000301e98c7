"""Twenty people at once against a server as a partnership runs it: `make load`.

`prepare` signs them in on a grown database, `people` is what each of them does (for locust, in an environment of its
own), `outcome` holds what was kept against what was acknowledged, and `__main__` runs it on each database.
"""
