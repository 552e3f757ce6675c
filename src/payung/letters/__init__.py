"""What an office wants to say comes in; its papers leave as DOCX, PDF and XLSX, kept once by content and numbered once. Refuses to know what a decree, a bill or a person is."""
