"""Diagrams of causal loops, and of stocks and flows, laid out and written as SVG. Pure."""
