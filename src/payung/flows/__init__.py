"""Journeys across rooms, told top to bottom."""
