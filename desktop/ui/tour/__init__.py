"""Plays the main job on a practice case by driving the real window, and keeps pictures of it."""

from desktop.ui.tour.run import run_tour

__all__ = ["run_tour"]
