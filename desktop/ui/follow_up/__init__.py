"""Parts of the follow-up page."""
