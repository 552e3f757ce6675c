"""A synthetic city with known truth, and the scenes that ./run demo plays with it."""
