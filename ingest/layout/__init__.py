"""From words with places on pages to blocks in reading order. PDFs and scans share it; it knows neither."""
