"""What a kilowatt-hour carries: zones, and providers of their intensity."""
