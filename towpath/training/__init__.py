"""The training of practices: sessions, the fully-trained rule, feedback, and the support they get between sessions."""
