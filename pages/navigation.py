"""The script that Streamlit runs: page settings and navigation."""

import sys
from pathlib import Path

import streamlit as st

# Streamlit puts this file's folder first on the path; the project's own folder is what everything is imported from.
ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from pages import catalog  # noqa: E402
from pages.lesson import page  # noqa: E402
from pages.lesson.words import _  # noqa: E402

st.set_page_config(page_title="Signal Reach", page_icon="📡", layout="wide")
page.prepare()
chosen = st.navigation(
    {
        "": [st.Page("home.py", title=_("Signal Reach"), default=True)],
        _("Modes"): [st.Page(f"{mode.slug}.py", title=_(mode.text.title)) for mode in catalog.MODES],
        _("Reference"): [
            st.Page("teachers.py", title=_("For teachers")),
            st.Page("systems.py", title=_("Systems")),
            st.Page("hormones.py", title=_("Hormones")),
            st.Page("glossary.py", title=_("Glossary")),
            st.Page("references.py", title=_("References")),
            st.Page("about.py", title=_("About, privacy, accessibility")),
        ],
    },
    position="top",
)
chosen.run()
