"""Partnerships, their areas and agencies, and the posts people hold in them."""
