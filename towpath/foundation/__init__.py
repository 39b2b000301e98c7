"""What every room stands on: the clock, periods, deadlines and ratings.

No Django here: a library on its own.
"""
