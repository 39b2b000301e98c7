"""What is measured: a module for each subject, each with `findings()`."""
