"""Many runs of one model: in chunks, on many workers, with bounded memory and the same bits."""
