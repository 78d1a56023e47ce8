"""Rules from elsewhere: phrase lists, keyword expressions, Alibaba's rules. What cannot be said here is listed."""
