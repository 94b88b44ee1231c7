"""What somebody has printed of a footprint: read, computed again, and held against itself."""
