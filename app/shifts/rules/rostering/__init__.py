"""The roster solver: an instance in, a roster with its bill out; it knows no rows, no requests and no clock."""
