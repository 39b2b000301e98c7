"""What the pages of reports show besides what the reports say."""
