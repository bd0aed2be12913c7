"""The content pack: YAML under ``checklists/`` for its authors, compiled JSON for the program.

The program imports ``loader`` only; everything that reads or checks YAML is imported when a
checkout has to be compiled again.
"""
