"""Training on its way out: lists as CSV, certificates as PDF, invitations as calendar files."""
