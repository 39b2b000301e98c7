"""What can be counted, and counting it live: rooms declare facts, and whoever shows a number asks for them here.

It gives out numbers, codes and the columns that a fact declares, never a row: whoever works on figures cannot reach
a person by accident.
"""
