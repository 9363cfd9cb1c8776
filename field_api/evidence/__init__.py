"""Evidence: visits, photos, instruments, checks and flags."""
