"""Joules from machines: sensors behind one contract, CPU time of processes, one sampler."""
