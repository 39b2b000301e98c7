"""Practices, their training, the fully-trained rule, and the support they get between sessions."""
