"""Takes an order that takes longer than a page may; leaves its progress and its end in words. Refuses to know how the work is done: it calls one flow."""
