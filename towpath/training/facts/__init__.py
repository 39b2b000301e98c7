"""What can be counted of training, each thing in one place: practices, sessions, support, feedback."""
