"""Equations in the expression language of XMILE: read, printed, walked; never evaluated as code."""
