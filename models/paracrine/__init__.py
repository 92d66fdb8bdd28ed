"""Models of signals that diffuse to their neighbors."""
