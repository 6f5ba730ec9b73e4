"""Bytes from anywhere → an article: the rooms behind the door that is load.py."""
