"""Joules from machines: sensors behind one contract, the CPU time of a process tree, one sampler."""
