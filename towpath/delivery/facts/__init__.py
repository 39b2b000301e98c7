"""What is counted of sites: rows, and numbers made from them in a few questions for any number of sites."""
