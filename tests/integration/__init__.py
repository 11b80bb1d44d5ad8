"""What users put around the command: hooks, actions, jobs, completion."""
