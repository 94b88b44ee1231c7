"""XMILE: the open form in which tools exchange models of stocks and flows."""
