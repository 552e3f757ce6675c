"""What BPJS, payers and regions report comes in; known people, their memberships and places leave. Refuses to know lists and programmes."""
