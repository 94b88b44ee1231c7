"""Stocks, flows and loops: what a model is, what it means, and what drives its behaviour. Pure."""
