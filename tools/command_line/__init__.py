"""What is made from the command line's parsers: completions/ for shells, docs/commands.md and docs/lbgate.1."""
