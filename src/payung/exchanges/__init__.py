"""Names that leave for Disdukcapil or BPJS in numbered packages, and the answers that come back: sent = yes + no + not answered. Refuses to know what an answer decides."""
