"""Accepted people in, one decision per person and programme out, with its reasons and the facts it was made on. Refuses to know decrees and money."""
