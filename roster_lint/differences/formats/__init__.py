"""The ways to write a comparison, one file each. They read it and compute nothing."""
