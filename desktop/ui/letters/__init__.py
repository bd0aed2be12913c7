"""The letters room: list, form, live preview, check and outputs."""
