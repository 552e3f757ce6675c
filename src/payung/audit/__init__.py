"""Takes what was done, by whom and when; leaves a sealed record. Refuses to know what the act was about beyond a label and an id."""
