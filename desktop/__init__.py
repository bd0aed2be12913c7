"""安心清单 (Anxin Checklist): an offline checklist companion for people with online loans."""

__version__ = "0.1.0"
