"""What machine learning really costs the planet."""
