"""One file per sensor; each stands alone and obeys the contract in ``meters.base``."""
