"""Field API: from a house visit to a social-assistance decision somebody can defend."""
