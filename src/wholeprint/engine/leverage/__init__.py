"""Levers pulled in compiled models: every pull of every lever is some members of one ensemble."""
