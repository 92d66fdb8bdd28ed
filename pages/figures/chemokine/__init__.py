"""Pictures of the chemokine experiments."""
