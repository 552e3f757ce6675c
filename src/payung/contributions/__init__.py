"""Seats in; bills, payments and the months they protect out. Refuses to know why somebody has a seat."""
