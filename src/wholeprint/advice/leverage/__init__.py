"""Where in a system a small move does much: parameters, switches and loops ranked across worlds."""
