"""What the house reaches, measured: each part is a process of its own, its wall time and peak memory printed in one table."""
