"""Models of signals by touch."""
