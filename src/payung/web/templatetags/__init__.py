"""Takes values of the house; leaves them in a template as people here write them. Refuses to know where they came from."""
