"""Takes people with a browser; leaves pages in their language. Refuses to know tables: it asks queries and calls actions, flows and jobs."""
