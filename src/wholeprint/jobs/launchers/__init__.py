"""Ways to hand planned work over: one file each, none of which imports another."""
