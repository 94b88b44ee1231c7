"""Designs over an uncertain world, and what an outcome owes to which assumption."""
