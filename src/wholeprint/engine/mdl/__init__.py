"""What a Vensim file is made of: its text, subscripts, equations, and the data beside it."""
