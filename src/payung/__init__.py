"""Payung: lists of workers come in at the ground floor and leave at the roof as protection, money and a coverage figure."""
