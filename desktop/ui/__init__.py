"""Everything Qt: pages, widgets, theme. Talks to services and domain only."""
