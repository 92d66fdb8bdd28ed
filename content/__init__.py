"""What the app says: Markdown for prose, TOML for the rest, typed and checked when it is loaded. No Streamlit."""
