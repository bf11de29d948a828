"""The fault laboratory: two nodes on one PostgreSQL, load, faults, and an auditor who compares what was acknowledged with what stands."""
