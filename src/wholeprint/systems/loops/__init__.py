"""What feeds back on what: links with their sign, strongly connected parts, feedback loops."""
