"""What a machine is: found in its files, named, and given the factors an assessment needs."""
