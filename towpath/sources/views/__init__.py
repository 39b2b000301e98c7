"""The pages of reading a plan in, in the order a coordinator meets them."""
