"""The text form of a model: YAML that is read safely, with the line of every error."""
