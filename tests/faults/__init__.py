"""What happens when a machine fails: processes killed, databases restarted or full, mail servers silent.

Run by `make faults` alone, as these tests start servers of their own and wait for real processes.
"""
