"""Pure rules of the registry: population numbers, names, sealing, spreadsheet damage."""
