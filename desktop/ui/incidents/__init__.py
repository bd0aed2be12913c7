"""The five short screens of the room for someone whose phone will not stop ringing."""
