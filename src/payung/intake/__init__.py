"""Workbooks come in as they are; rows with a verdict, a balanced receipt and the same workbook leave. Refuses to know who is in the register."""
