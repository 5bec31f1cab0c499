"""Which of the settings in which two scenarios differ makes how much of the change: runs of some of them, and shares."""
