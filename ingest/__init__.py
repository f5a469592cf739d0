"""From a file to records: readers, the minutes parser, and the pipeline that joins them."""
