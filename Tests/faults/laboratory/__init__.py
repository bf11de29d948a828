"""The fault laboratory: two nodes on a PostgreSQL primary with its synchronous standby, load, faults, and an auditor who
compares what was acknowledged with what stands."""
