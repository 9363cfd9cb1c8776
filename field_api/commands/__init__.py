"""What an operator does at the command line (perintah), one file per group: thin over the services of the areas.

Floor: below `cli`, which gathers the groups, and above everything else of the product.
"""
