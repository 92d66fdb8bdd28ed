"""Pictures of the paracrine experiments."""
