"""What compares the modes by distance."""
