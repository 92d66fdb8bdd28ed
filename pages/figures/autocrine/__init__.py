"""Pictures of the autocrine experiments."""
