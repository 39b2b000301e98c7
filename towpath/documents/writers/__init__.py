"""Documents on their way out: Word, Excel, CSV and PDF. No Django here: a library on its own."""
