"""Copies, exports and what is restored from them, as the person sees them."""
