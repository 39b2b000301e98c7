"""The steps every format shares, from grids as drawn to tables as meant."""

from towpath.documents.shaping.document import shaped

__all__ = ["shaped"]
