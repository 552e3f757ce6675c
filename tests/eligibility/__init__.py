"""Tests of deciding."""
