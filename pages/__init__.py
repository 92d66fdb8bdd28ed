"""The pages of the app. ``navigation.py`` is the script that Streamlit runs."""

import os

VERSION = "0.1.0"

# One model runs at a time in a process: a solve that spreads over threads would only take them from other readers.
# This is read when numpy is first imported, which is after this line.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
