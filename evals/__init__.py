"""What stands before every deployment: questions, metrics, fitting, the gate."""
