"""The commands of the terminal, one module each: `configure` adds its options, `run` runs it."""
