"""Why two footprints differ: one boundary first, then factor by factor, in no order."""
