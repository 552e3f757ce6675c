"""Machines that are not ours: the database server, later BPJS, Dukcapil, banks; one module each."""
