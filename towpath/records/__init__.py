"""What becomes of records: rows that only grow, a row held for change, forms used once, histories, taking back."""
