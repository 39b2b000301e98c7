"""The pages of reports and of plans on their way out."""
