"""A model made flat: scalars in the order of evaluation, which every back end runs."""
