"""The report “claims” as lines of CSV whose cells the database puts together: cells.py, pieces.py, lines.py."""
