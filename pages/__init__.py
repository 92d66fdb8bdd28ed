"""The pages of the app. ``navigation.py`` is the script that Streamlit runs."""

VERSION = "0.1.0"
