"""Messy and hostile files, made by the tests: synthetic people in the layouts of real senders, and files that attack or break a reader."""
