"""The yardstick: a bare Streamlit page with one slider and one chart of the same curve."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
diffusivity = st.slider("Diffusion coefficient", 0.1, 10.0, 1.0, 0.05)
x = np.linspace(0, 100, 300, dtype="f4")
figure = go.Figure(go.Scatter(x=x, y=np.exp(-x / np.sqrt(diffusivity / 0.01))))
figure.update_layout(xaxis_title="x (µm)", yaxis_title="c (nM)", title=f"D = {diffusivity:.2f}")
st.plotly_chart(figure)
