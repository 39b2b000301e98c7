"""Report packs: the quarter's plan report and the plan itself, as pages, PDF, Word, Excel and CSV."""
