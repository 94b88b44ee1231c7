"""Acting on the world: launching and waiting for planned work, and what it gained."""
