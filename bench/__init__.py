"""Benchmarks: how long things take, beside the bar each must keep and the floor measured in the same run.

`make bench` prints the table; nothing here is part of the test suite, as a busy machine is not a fault in the code.
`python -m bench.compare OLDER` says of each page whether it became slower than in an older checkout.
"""
