"""How the packages are made. Run by ``python3 run.py package``, never part of the program."""
