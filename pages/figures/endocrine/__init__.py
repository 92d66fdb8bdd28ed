"""Pictures of the endocrine experiments."""
