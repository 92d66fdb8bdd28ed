"""Results drawn: Plotly figures as plain dictionaries, no Streamlit."""
