"""Figures as files: SVG, PDF or PNG, drawn with Matplotlib from the same documents as the text."""
