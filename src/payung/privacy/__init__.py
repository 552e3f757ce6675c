"""Takes what went wrong with people's data and what people ask about their own; leaves cases with their clocks and answers. Refuses to know the data themselves."""
