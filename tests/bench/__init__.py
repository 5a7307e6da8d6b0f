"""`make bench`: speed and cost beside their floors, each as a ratio measured in the same run."""
