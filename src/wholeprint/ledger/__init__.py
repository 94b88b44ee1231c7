"""The append-only book of what ran: journals while a run is on, a database when it is over."""
