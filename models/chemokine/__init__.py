"""Models of signals that move cells."""
