"""Units, basis, uncertainty, series, sources, and the shapes that travel."""
