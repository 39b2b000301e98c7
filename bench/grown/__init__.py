"""A database as it is after some years: 1,000 plans with 20,000 actions, their people, history and audit record.

Everything is made by rule, so that two runs measure the same rows.
"""
