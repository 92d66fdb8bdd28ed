"""Pictures of the juxtacrine experiments."""
