"""Running Towpath as one process: the web server, the worker that does its jobs, and the daily round."""
