"""A district with known truth, sent through the real interface, and a report on what the checks made of it.

`plan` tells the truth (pure, from a seed), `driver` sends it as phones do, `reading` asks the product what it flagged,
`figures` and `report` compare the two; `labelled` does the same with real cases. The API and the workers never import it.
"""
