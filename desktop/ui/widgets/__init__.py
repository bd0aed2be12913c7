"""Small widgets with one idea each."""
