"""Which mentions are one person, body, paper or topic: names share a key, pairs are scored, clusters are joined, each with its reasons.

The way of the data: `names` says what a mention is called and under which keys its names are compared; `people`, `bodies`
and `papers` score pairs of units with the weights of `weights`; `clusters` joins them without breaking what is known to be
two; `update` does so for all that a change of the store touches. Nothing here edits a statement.
"""
