"""From what ran to what it cost: operation, hardware, water, waste, and comparisons."""
