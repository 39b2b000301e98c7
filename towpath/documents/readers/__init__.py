"""One reader for each kind of file. Each returns `Contents`; heavy libraries are imported only when asked
for.
"""
