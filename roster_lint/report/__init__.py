"""What a run has found: verdict, findings, who will sync, what was not checked; and its formats."""
