"""Models of signals that a cell sends to itself and to its own kind."""
