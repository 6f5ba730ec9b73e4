"""What comes back from files, compared with what is kept, and written as one step."""
