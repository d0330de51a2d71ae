"""Where the data is: a Campus database, or a snapshot of one in CSV files."""
