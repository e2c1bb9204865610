"""What `citabot eval` does, a module for each of its steps."""
