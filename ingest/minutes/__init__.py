"""The minutes parser: from blocks to what the minutes say, each fact with its place. Pure functions on blocks."""
