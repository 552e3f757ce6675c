"""Decisions in; decrees with frozen annexes, and seats that cover one person at a time, out. Refuses to know what a month costs."""
