"""What can be counted of training, and what people answered before and after sessions."""
