"""Registry: households, people, programmes, enrolments and their marks."""
