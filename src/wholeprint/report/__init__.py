"""Results in words, tables and documents."""
