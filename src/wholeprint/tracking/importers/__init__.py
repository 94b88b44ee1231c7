"""Files of other tools: plans of machines, and what clouds say of themselves."""
