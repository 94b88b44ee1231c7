"""A system as a list of NumPy calls on rows of numbers, one column per member."""
