"""Providers of grid intensity, one file each."""
