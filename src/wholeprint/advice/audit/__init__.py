"""Checks of what somebody has printed of a footprint: against itself, physics and the grid."""
