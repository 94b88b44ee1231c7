"""Meters and the machine, wired to the ledger; and the ledger, wired to the assessment."""
