"""What is known: records, the store of statements, the graph, and questions to it."""
