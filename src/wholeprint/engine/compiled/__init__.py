"""Kernels: a flat system made into machine code, for many members at a time."""
