"""What vendors need, as data: profile files, how they are read, and the tables made of them."""
