"""Models of signals by blood."""
