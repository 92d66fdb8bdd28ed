"""Numerical methods that several models share."""
