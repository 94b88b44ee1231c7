"""Published coefficients: tables checked against their schemas, safe matching, citations."""
