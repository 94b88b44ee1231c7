"""Which loop drives the behaviour when: the scores of Loops That Matter."""
