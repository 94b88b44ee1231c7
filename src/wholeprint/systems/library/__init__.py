"""The models that come with wholeprint, each a file with its sources, units and tests."""
