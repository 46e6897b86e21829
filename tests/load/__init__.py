"""Benchmarks and fault drives: `python -m tests.load`. Never part of the tests that pytest runs.

Everything goes to 127.0.0.1, to a server of its own over a data folder or PostgreSQL database of its own. Each line
printed is one JSON object. Server and load share the machine, so every figure is a lower bound of what the server can do.
"""
