"""Tests of bills, payments and protection."""
