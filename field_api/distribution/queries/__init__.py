"""Reading rounds, allocations, hand-overs and progress, one file per noun."""
