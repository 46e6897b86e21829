"""What the Party's documents and the branch itself decide: frozen values in, values and sentences out."""
