"""The frame that every experiment is shown in. It knows no experiment by name."""
