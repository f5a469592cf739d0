"""The whole record in forms that other programs read: JSON, tables, GraphML, linked data.

Nothing of time or place of ingest is in any of them: two stores of the same files give the same bytes.
"""
