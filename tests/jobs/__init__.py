"""Tests of the queue's hands."""
