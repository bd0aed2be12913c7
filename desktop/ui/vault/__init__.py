"""Setting the vault up, changing it and turning it off."""
