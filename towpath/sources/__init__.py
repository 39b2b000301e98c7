"""Documents as they arrived, read into plans: upload, columns, preview, save, compare."""
