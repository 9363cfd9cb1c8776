"""A living demo, made through the same services as real life: one file per step.

The story (`plan`) is pure: which invented household stands where, what was photographed when. The steps then carry it
out in the order of time: `foundation` (areas, users, programmes, instruments), `population` (households, people),
`field_work` (assignments, visits, photos), `decisions` (cases, lists, letters), `deliveries` (rounds, hand-overs).
`load` calls them in one transaction, so that there is a whole demo or none.
"""
