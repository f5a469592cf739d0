"""From a question to passages: embedding, index, understanding, ranking, answering."""
