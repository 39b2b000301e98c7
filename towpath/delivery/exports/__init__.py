"""Delivery on its way out: sheets whose figures carry the day, the window and the rule they were counted by."""
